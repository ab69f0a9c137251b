# What is said around something that other sites show within their pages.

embed-from = See it at { $club }
