CREATE DATABASE prefect OWNER capaian;
