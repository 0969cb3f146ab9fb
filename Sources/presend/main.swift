import Gateway

Program.main()
