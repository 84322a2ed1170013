//! Random sequences of changes, against a directory as plain lists.

use super::directory::made;
use super::requests::without_id;
use super::support::*;
use attrflow::connectors::store::{Deletion, EmbeddedDirectory};
use attrflow::pipeline::{
    Change, Deed, Membership, ObjectRef, PortError, PortErrorKind, TargetDirectory, TargetReader,
};
use proptest::prelude::*;
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

/// A change of one of the users, who are counted in the order of their creation.
#[derive(Clone, Debug)]
enum Step {
    Create(&'static str, Option<usize>),
    Rename(usize, &'static str),
    External(usize, Option<&'static str>),
    Manager(usize, Option<usize>),
    Members(Vec<usize>, Vec<usize>),
    Delete(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let name = || prop::sample::select(vec!["ada", "Ada", "ÉVA", "éva", "bo", "cy"]);
    let user = || 0..6_usize;
    let users = || prop::collection::vec(user(), 0..3);
    prop_oneof![
        3 => (name(), prop::option::of(user())).prop_map(|(name, boss)| Step::Create(name, boss)),
        2 => (user(), name()).prop_map(|(user, name)| Step::Rename(user, name)),
        2 => (user(), prop::option::of(name())).prop_map(|(user, name)| Step::External(user, name)),
        2 => (user(), prop::option::of(user())).prop_map(|(user, boss)| Step::Manager(user, boss)),
        2 => (users(), users()).prop_map(|(add, remove)| Step::Members(add, remove)),
        1 => user().prop_map(Step::Delete),
    ]
}

#[derive(Clone, PartialEq, Debug)]
struct User {
    id: String,
    name: String,
    external: Option<String>,
    manager: Option<String>,
}

/// What there is, deleted users included so that they keep their numbers.
#[derive(Clone, Default)]
struct Model {
    all: Vec<String>,
    alive: Vec<User>,
    members: BTreeSet<String>,
}

impl Model {
    fn id(&self, number: usize) -> String {
        self.all
            .get(number)
            .cloned()
            .unwrap_or_else(|| format!("nobody {number}"))
    }

    fn user(&mut self, id: &str) -> Option<&mut User> {
        self.alive.iter_mut().find(|user| user.id == id)
    }

    fn is_there(&self, id: &str) -> bool {
        self.alive.iter().any(|user| user.id == id)
    }

    fn has_name(&self, name: &str, but: &str) -> bool {
        let name = name.to_uppercase();
        self.alive
            .iter()
            .any(|user| user.id != but && user.name.to_uppercase() == name)
    }

    /// The change of a step.
    fn change(&self, step: &Step, group: &str) -> Change {
        match step {
            Step::Create(name, boss) => {
                let mut change = create(name);
                let boss = boss.map(|boss| self.id(boss));
                change.references =
                    boss.map_or(Vec::new(), |boss| refer("", "manager", boss).references);
                change
            }
            Step::Rename(user, name) => update(&self.id(*user), vec![set("userName", *name)]),
            Step::External(user, name) => update(
                &self.id(*user),
                vec![set("externalId", name.map_or(Json::Null, Json::from))],
            ),
            Step::Manager(user, boss) => {
                let boss = boss.map_or(Json::Null, |boss| self.id(boss).into());
                refer(&self.id(*user), "manager", boss)
            }
            Step::Members(add, remove) => {
                let ids = |users: &[usize]| users.iter().map(|user| self.id(*user)).collect();
                let mut change = change(Deed::Update, Some(group), Vec::new());
                change.object = GROUP.to_owned();
                change.members = Membership {
                    add: ids(add),
                    remove: ids(remove),
                };
                change
            }
            Step::Delete(user) => delete(&self.id(*user)),
        }
    }

    /// Does the same as the directory shall do. `made` is the anchor that it gave a new user.
    fn expect(&mut self, step: &Step, made: Option<&str>) -> Result<(), PortErrorKind> {
        use PortErrorKind::{Conflict, InvalidAnchor, UnprocessableEntity};
        match step {
            Step::Create(name, boss) => {
                if self.has_name(name, "") {
                    return Err(Conflict);
                }
                let id = made.unwrap_or("made, without its reference").to_owned();
                self.all.push(id.clone());
                self.alive.push(User {
                    id: id.clone(),
                    name: (*name).to_owned(),
                    external: None,
                    manager: None,
                });
                let Some(boss) = boss else { return Ok(()) };
                let boss = self.id(*boss);
                if !self.is_there(&boss) || boss == id {
                    return Err(UnprocessableEntity);
                }
                self.user(&id).unwrap().manager = Some(boss);
            }
            Step::Rename(user, name) => {
                let id = self.id(*user);
                self.user(&id).ok_or(InvalidAnchor)?;
                if self.has_name(name, &id) {
                    return Err(Conflict);
                }
                self.user(&id).unwrap().name = (*name).to_owned();
            }
            Step::External(user, name) => {
                let id = self.id(*user);
                self.user(&id).ok_or(InvalidAnchor)?;
                let taken = |one: &&User| one.id != id && one.external.as_deref() == *name;
                if name.is_some() && self.alive.iter().any(|one| taken(&one)) {
                    return Err(Conflict);
                }
                self.user(&id).unwrap().external = name.map(str::to_owned);
            }
            Step::Manager(user, boss) => {
                let id = self.id(*user);
                self.user(&id).ok_or(InvalidAnchor)?;
                let boss = boss.map(|boss| self.id(boss));
                if boss.as_ref().is_some_and(|boss| !self.is_there(boss)) {
                    return Err(UnprocessableEntity);
                }
                self.user(&id).unwrap().manager = boss;
            }
            Step::Members(add, remove) => {
                let add: Vec<_> = add.iter().map(|user| self.id(*user)).collect();
                if !add.iter().all(|id| self.is_there(id)) {
                    return Err(UnprocessableEntity);
                }
                self.members.extend(add);
                for user in remove {
                    self.members.remove(&self.id(*user));
                }
            }
            Step::Delete(user) => {
                let id = self.id(*user);
                self.user(&id).ok_or(InvalidAnchor)?;
                self.alive.retain(|user| user.id != id);
                for user in &mut self.alive {
                    user.manager.take_if(|boss| *boss == id);
                }
                self.members.remove(&id);
            }
        }
        Ok(())
    }
}

fn users(directory: &mut EmbeddedDirectory<'_>) -> Vec<User> {
    let mut all = Vec::new();
    let text = |resource: &Map<String, Json>, name: &str| {
        resource
            .get(name)
            .map(|value| value.as_str().unwrap().to_owned())
    };
    directory
        .each("User", &mut |object| {
            all.push(User {
                name: text(&object.resource, "userName").unwrap(),
                external: text(&object.resource, "externalId"),
                manager: text(&object.resource, "manager"),
                id: object.id,
            });
            ControlFlow::Continue(())
        })
        .unwrap();
    all
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn changes_do_what_lists_would_do(
        steps in prop::collection::vec(step(), 1..25),
        soft in any::<bool>(),
    ) {
        let deletion = if soft { Deletion::Soft } else { Deletion::Removed };
        let shape = shape().deleting(deletion);
        let mut directory = EmbeddedDirectory::in_memory(shape, random(3)).unwrap();
        let mut group = change(Deed::Create, None, vec![set("displayName", "Sales")]);
        group.object = GROUP.to_owned();
        let group = directory.export(&group).unwrap().id;
        let group_ref = ObjectRef { object: GROUP, id: &group };
        let mut model = Model::default();
        for step in &steps {
            let change = model.change(step, &group);
            let announced = directory.announce(&change);
            let foreseen = directory.refusal(&change).unwrap().map(|refusal| refusal.error);
            let done = directory.export(&change);
            let refused = done.as_ref().err().map(|error| PortError { sent: Vec::new(), ..error.clone() });
            prop_assert_eq!(foreseen, refused, "{:?}", step);
            let made = match (&done, step) {
                (Ok(export), _) => Some(export.id.clone()),
                (Err(_), Step::Create(..)) => {
                    let last = users(&mut directory).pop().map(|user| user.id);
                    last.filter(|id| !model.all.contains(id))
                }
                (Err(_), _) => None,
            };
            let expected = model.expect(step, made.as_deref());
            prop_assert_eq!(done.as_ref().map(|_| ()).map_err(|error| error.kind), expected);
            if let Ok(export) = done {
                let unknown = if change.id.is_none() { export.id.as_str() } else { "nothing" };
                prop_assert_eq!(without_id(&export.sent, unknown), announced);
            }
            prop_assert_eq!(&users(&mut directory), &model.alive);
            let members: BTreeSet<_> = directory.members(group_ref).unwrap().into_iter().collect();
            prop_assert_eq!(&members, &model.members);
            for user in &model.alive {
                let found = directory.find("User", "userName", &user.name.to_uppercase()).unwrap();
                prop_assert_eq!(found.len(), 1);
                prop_assert_eq!(&found[0].id, &user.id);
            }
        }
    }
}

#[test]
fn a_directory_of_many_is_searched_by_index() {
    let mut directory = super::directory::directory();
    for number in 0..3000 {
        made(&mut directory, &format!("user{number}@contoso.com"));
    }
    let mut least = std::time::Duration::MAX;
    for number in (0..3000).step_by(100) {
        let begun = std::time::Instant::now();
        let found = directory.find("User", "userName", &format!("USER{number}@contoso.com"));
        least = least.min(begun.elapsed());
        assert_eq!(found.unwrap().len(), 1);
    }
    assert!(least < std::time::Duration::from_millis(1), "{least:?}");
}
