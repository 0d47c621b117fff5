"""The phones of the tests: numbers set aside for fiction."""

SAM, KIM, LEE, BOSS = "+13125550123", "+13125550142", "+13125550177", "+13125550199"
