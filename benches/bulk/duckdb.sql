-- The work of map.entra and of the scoping filter in schema.json, as DuckDB does it best: columns are typed,
-- values pass through no user-defined function, ASCII takes the short way.
-- {users} and {results} are files.

-- Marks removed; the letters that Entra's table names replaced.
CREATE OR REPLACE TEMP MACRO plain(s) AS
  CASE WHEN strlen(s) = length(s) THEN s
  ELSE replace(replace(replace(replace(replace(translate(strip_accents(s), 'Łłı', 'Lli'),
    'Æ', 'AE'), 'æ', 'ae'), 'Ø', 'OE'), 'ø', 'oe'), 'ß', 'ss') END;

COPY (
  SELECT
    id,
    coalesce(regexp_full_match(mail, '[a-z0-9._-]+@(contoso|fabrikam)\.com')
      AND employeeId::BIGINT > 250000 AND manager IS NOT NULL AND department = 'Engineering', false) AS inScope,
    lower(replace(plain(concat_ws('.', givenName, surname)), ' ', '')) || '@contoso.com' AS userName,
    employeeId AS externalId,
    givenName,
    surname AS familyName,
    manager,
    coalesce(displayName, concat_ws(' ', givenName, surname)) AS displayName,
    concat_ws(', ', upper(plain(surname)), givenName) AS sortName,
    CASE WHEN accountEnabled THEN CASE WHEN employeeType = 'Contractor' THEN 'active-ext' ELSE 'active' END
      ELSE 'disabled' END AS status,
    CASE WHEN country IN ('US', 'CA', 'MX', 'BR') THEN 'AMER'
      WHEN country IN ('DE', 'FR', 'GB', 'ES', 'IT', 'PL', 'SE', 'CH', 'ZA') THEN 'EMEA'
      WHEN country IN ('IN', 'JP', 'SG') THEN 'APAC' ELSE 'OTHER' END AS region,
    CASE country WHEN 'DE' THEN 'de-DE' WHEN 'FR' THEN 'fr-FR' WHEN 'GB' THEN 'en-GB' WHEN 'ES' THEN 'es-ES'
      WHEN 'IT' THEN 'it-IT' WHEN 'PL' THEN 'pl-PL' WHEN 'SE' THEN 'sv-SE' WHEN 'CH' THEN 'de-CH'
      WHEN 'BR' THEN 'pt-BR' WHEN 'MX' THEN 'es-MX' WHEN 'JP' THEN 'ja-JP' WHEN 'CA' THEN 'en-CA'
      ELSE 'en-US' END AS locale,
    coalesce(usageLocation, country, 'US') AS usageLocation,
    regexp_replace(mobilePhone, '[^0-9+]', '', 'g') AS phone,
    regexp_replace(mail, '(@fabrikam\.com|@contoso\.onmicrosoft\.com)$', '@contoso.com') AS mail,
    left(lower(plain(givenName)), 1) || left(lower(replace(plain(surname), ' ', '')), 12) AS alias,
    substr(employeeId, 3, 4) || '-E' AS badge,
    strftime(try_strptime(employeeHireDate, '%Y-%m-%dT%H:%M:%SZ'), '%d.%m.%Y') AS hireDate,
    nullif(split_part(mail, '@', 2), '') AS mailDomain,
    nullif(split_part(extensionAttribute1, '-', 2), '') AS costCenter,
    array_to_string(proxyAddresses, ';') AS proxies,
    concat_ws(', ', streetAddress, postalCode, city, state, upper(country)) AS address
  FROM read_json('{users}', format = 'newline_delimited', columns = {
    id: 'VARCHAR', givenName: 'VARCHAR', surname: 'VARCHAR', displayName: 'VARCHAR', mail: 'VARCHAR',
    department: 'VARCHAR', employeeId: 'VARCHAR', employeeType: 'VARCHAR', country: 'VARCHAR', state: 'VARCHAR',
    city: 'VARCHAR', postalCode: 'VARCHAR', streetAddress: 'VARCHAR', mobilePhone: 'VARCHAR',
    proxyAddresses: 'VARCHAR[]', employeeHireDate: 'VARCHAR', accountEnabled: 'BOOLEAN', usageLocation: 'VARCHAR',
    extensionAttribute1: 'VARCHAR', manager: 'VARCHAR' })
) TO '{results}' (FORMAT json);
