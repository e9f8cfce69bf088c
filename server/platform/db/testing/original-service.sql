-- The tables of the original Python service, as it makes them on SQLite, with one row of each.
create table users (id integer primary key, email varchar(320) not null unique, name varchar(100) not null, age integer not null, password varchar(100) not null, is_admin boolean);
create table courses (id integer primary key, title varchar(200) not null, description text, price numeric(10, 2) not null);
insert into users values (1, 'anna@example.org', 'Anna', 20, 'plain', 0);
insert into courses values (1, 'Python', null, 5000);
