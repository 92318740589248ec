/// The bytes of messages as another encoder makes them (`protoc --encode`), a field a line.
enum GoldenFrames {
    static let record = golden(
        """
        09 0700000000000000  # node_id
        1209 6d616368696e652d37  # name: machine-7
        1a20 5700000000000000000000000000000000000000000000000000000000000007  # public_key
        25 07000a0a  # ipv4
        2a10 fd000010000000000000000000000007  # ipv6
        320b  # pinned:
          0a05  #   address:
            0d 070200c0  #     v4
          10 ee9403  #   port: 51822
        3a16  # local:
          0a0b  #   endpoint:
            0a05  #     address:
              0d 086433c6  #       v4
            10 ed9403  #     port: 51821
          10 18  #   prefix_length: 24
          1a05  #   behind:
            0d 080200c0  #     v4
        420b  # observed_ipv4:
          0a05  #   address:
            0d 080200c0  #     v4
          10 ed9403  #   port: 51821
        4a18  # observed_ipv6:
          0a12  #   address:
            1210 20010db8000000000000000000000008  #     v6
          10 ed9403  #   port: 51821
        5207  # ranges_ipv4:
          0d 0007a8c0  #   address
          10 18  #   length: 24
        5a14  # ranges_ipv6:
          0a10 20010db8000700000000000000000000  #   address
          10 30  #   length: 48
        60 80f0cc86a637  # expires_at: 1900000000000
        6a20 5700000000000000000000000000000000000000000000000000000000000008  # next_public_key
        """)

    static let acknowledgement = golden(
        """
        1a03  # acknowledgement:
          08 ac02  #   revision: 300
        """)

    static let pinStored = golden(
        """
        2222  # pin_stored:
          0a20 0102030405060708010203040506070801020304050607080102030405060708  #   pin
        """)

    static let greeting = golden(
        """
        0a2b  # greeting:
          09 0807060504030201  #   server_id
          1220 0102030405060708010203040506070801020304050607080102030405060708  #   nonce
        """)

    static let markedGreeting = golden(
        """
        0a2d  # greeting:
          09 0807060504030201  #   server_id
          1220 0102030405060708010203040506070801020304050607080102030405060708  #   nonce
          18 01  #   takes_marks
        """)

    static let markedHello = golden(
        """
        08 01  # protocol_version
        19 0700000000000000  # node_id
        221e  # position:
          09 0100000000000000  #   epoch
          10 ac02  #   revision: 300
          1a10 000102030405060708090a0b0c0d0e0f  #   digest
        31 0807060504030201  # mark
        """)

    static let markedWelcome = golden(
        """
        1210  # welcome:
          08 80d0eab6b733  #   server_time: 1767225600000
          10 ac02  #   revision: 300
          18 01  #   map_is_equal
          28 3c  #   heartbeat_seconds: 60
          30 01  #   mark_is_equal
        """)

    static let welcome = golden(
        """
        1216  # welcome:
          08 80d0eab6b733  #   server_time: 1767225600000
          10 ac02  #   revision: 300
          18 01  #   map_is_equal
          2206 64656c746173  #   capabilities: deltas
          28 3c  #   heartbeat_seconds: 60
        """)

    static let chunk = golden(
        """
        225d  # map_chunk:
          09 0100000000000000  #   epoch
          10 ac02  #   revision: 300
          1a3b  #   records:
            09 0700000000000000  #     node_id
            1209 6d616368696e652d37  #     name: machine-7
            1a20 5700000000000000000000000000000000000000000000000000000000000007  #     public_key
            25 07000a0a  #     ipv4
          20 01  #   is_last
          2a10 000102030405060708090a0b0c0d0e0f  #   digest
        """)

    static let delta = golden(
        """
        2a68  # map_delta:
          09 0100000000000000  #   epoch
          10 ab02  #   from: 299
          18 ac02  #   to: 300
          223b  #   changed:
            09 0700000000000000  #     node_id
            1209 6d616368696e652d37  #     name: machine-7
            1a20 5700000000000000000000000000000000000000000000000000000000000007  #     public_key
            25 07000a0a  #     ipv4
          2a08 0900000000000000  #   removed
          3210 000102030405060708090a0b0c0d0e0f  #   digest
        """)

    static let dnsChunk = golden(
        """
        2254  # map_chunk:
          09 0100000000000000  #   epoch
          10 ac02  #   revision: 300
          20 01  #   is_last
          2a10 000102030405060708090a0b0c0d0e0f  #   digest
          3222  #   dns_entries:
            0a05 64622e6575  #     name: db.eu
            1205  #     addresses:
              0d 090200c0  #       v4
            1212  #     addresses:
              1210 20010db8000000000000000000000009  #       v6
          320e  #   dns_entries:
            0a03 777777  #     name: www
            19 0700000000000000  #     node_id
        """)

    static let dnsDelta = golden(
        """
        2a38  # map_delta:
          09 0100000000000000  #   epoch
          10 ab02  #   from: 299
          18 ac02  #   to: 300
          3210 000102030405060708090a0b0c0d0e0f  #   digest
          3a0e  #   dns_changed:
            0a03 777777  #     name: www
            19 0700000000000000  #     node_id
          4205 64622e6575  #   dns_removed: db.eu
        """)

    static let heartbeat = golden(
        """
        3207  # heartbeat:
          08 80d0eab6b733  #   server_time: 1767225600000
        """)

    static let nextPin = golden(
        """
        3a22  # next_pin:
          0a20 0102030405060708010203040506070801020304050607080102030405060708  #   pin
        """)

    static let tunnelQuestion = golden(
        """
        5238  # tunnel_question:
          08 05  #   number
          1220 5700000000000000000000000000000000000000000000000000000000000007  #   peers
          1a12  #   addresses:
            1210 fd000010000000000000000000000007  #     v6
        """)

    static let tunnelReport = golden(
        """
        2a80 01  # tunnel_report:
          08 05  #   number
          10 80d0eab6b733  #   time: 1767225600000
          18 ac02  #   revision: 300
          2204 66756c6c  #   trouble: full
          2a20 5700000000000000000000000000000000000000000000000000000000000008  #   public_key
          30 ed9403  #   listen_port: 51821
          3a3f  #   peers:
            0a20 5700000000000000000000000000000000000000000000000000000000000007  #     public_key
            120b  #     endpoint:
              0a05  #       address:
                0d 070200c0  #         v4
              10 ee9403  #       port: 51822
            18 dc0b  #     handshake_age: 1500
            20 07  #     received_bytes
            28 08  #     sent_bytes
            30 14  #     persistent_keepalive: 20
            3a05  #     addresses:
              0d 07000a0a  #       v4
          4205  #   led_in:
            0d 07000a0a  #     v4
        """)

    static let edits = golden(
        """
        3271  # node_edits:
          08 05  #   number
          1214  #   edits:
            0a0b  #     from:
              0a09 6d616368696e652d37  #       name: machine-7
            1205  #     to:
              0a03 776562  #       name: web
          120c  #   edits:
            0a04  #     from:
              10 ed9403  #       listen_port: 51821
            1204  #     to:
              10 ee9403  #       listen_port: 51822
          1208  #   edits:
            0a02  #     from:
              18 14  #       persistent_keepalive: 20
            1202  #     to:
              18 00  #       persistent_keepalive: 0
          120a  #   edits:
            0a03  #     from:
              20 8c0b  #       mtu: 1420
            1203  #     to:
              20 800a  #       mtu: 1280
          1215  #   edits:
            0a02  #     from:
              2a00  #       pinned_endpoint: detected
            120f  #     to:
              2a0d  #       pinned_endpoint:
                0a0b  #         set:
                  0a05  #           address:
                    0d 070200c0  #             v4
                  10 ee9403  #           port: 51822
          1208  #   edits:
            0a02  #     from:
              30 01  #       udp_hole_punching
            1202  #     to:
              30 00  #       udp_hole_punching: false
          1208  #   edits:
            0a02  #     from:
              38 00  #       dns_on: false
            1202  #     to:
              38 01  #       dns_on
          1208  #   edits:
            0a02  #     from:
              40 01  #       roaming
            1202  #     to:
              40 00  #       roaming: false
        """)

    static let editsReply = golden(
        """
        5a13  # node_edits_reply:
          08 05  #   number
          120f  #   refusals:
            0a04 6e616d65  #     field: name
            1202 6e6f  #     message: no
            1a03 61736b  #     remedy: ask
        """)

    static let removed = golden(
        """
        4204  # instruction:
          0a02  #   removed:
            08 02  #     reason
        """)

    static let reconnect = golden(
        """
        4205  # instruction:
          1203  #   reconnect:
            08 dc0b  #     after_milliseconds: 1500
        """)

    static let refusal = golden(
        """
        4a12  # refusal:
          0a07 72656675736564  #   code: refused
          1202 6e6f  #   message: no
          1a03 61736b  #   remedy: ask
        """)
}
