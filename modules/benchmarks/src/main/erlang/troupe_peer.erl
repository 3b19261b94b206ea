%% The same work between two Erlang nodes of this machine, by Erlang's own distribution: for the rows of
%% `compare --peers`. One node serves; the other reads lines "NAME COUNT" and answers "ok NANOSECONDS".
-module(troupe_peer).
-behaviour(gen_server).
-export([server/0, client/0, idle/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-define(LIMIT, 60000).

%% Ends with its input.
server() ->
    {ok, _} = gen_server:start({local, counter}, ?MODULE, [], []),
    spawn(fun() -> io:get_line(""), halt() end).

init([]) -> {ok, 0}.

handle_call({ask, Data}, _From, Told) -> {reply, Data, Told};
handle_call(how_many, _From, Told) -> {reply, Told, Told}.

handle_cast(_Message, Told) -> {noreply, Told}.

handle_info({tell, _Data}, Told) -> {noreply, Told + 1}.

client() ->
    spawn(fun() -> connect(list_to_atom(os:getenv("TROUPE_PEER")), 200) end).

connect(_Node, 0) ->
    io:format("error no connection~n"),
    halt(1);
connect(Node, Attempts) ->
    case net_kernel:connect_node(Node) andalso rpc:call(Node, erlang, whereis, [counter]) of
        Counter when is_pid(Counter) ->
            io:format("~s~n", [erlang:system_info(otp_release)]),
            rounds(Node, Counter, binary:copy(<<"x">>, 100), 0);
        _ ->
            timer:sleep(50),
            connect(Node, Attempts - 1)
    end.

rounds(Node, Counter, Data, Told) ->
    case io:get_line("") of
        eof ->
            halt();
        Line ->
            [Name, Number] = string:lexemes(Line, " \n"),
            Count = list_to_integer(Number),
            {Nanos, Now} = round(Name, Count, Node, Counter, Data, Told),
            io:format("ok ~b~n", [Nanos]),
            rounds(Node, Counter, Data, Now)
    end.

round("actor.ask.erlang", Count, _Node, Counter, Data, Told) ->
    {timed(fun() -> ask(Count, Counter, Data) end), Told};
round("actor.tell.erlang", Count, _Node, Counter, Data, Told) ->
    Now = Told + Count,
    Nanos = timed(fun() ->
        tell(Count, Counter, Data),
        Now = gen_server:call(Counter, how_many, ?LIMIT)
    end),
    {Nanos, Now};
round("actor.spawn.erlang", Count, Node, _Counter, _Data, Told) ->
    Begin = erlang:monotonic_time(nanosecond),
    Spawned = [spawn(Node, ?MODULE, idle, []) || _ <- lists:seq(1, Count)],
    Nanos = erlang:monotonic_time(nanosecond) - Begin,
    [exit(Each, kill) || Each <- Spawned],
    {Nanos, Told}.

timed(Work) ->
    Begin = erlang:monotonic_time(nanosecond),
    Work(),
    erlang:monotonic_time(nanosecond) - Begin.

ask(0, _Counter, _Data) -> ok;
ask(Count, Counter, Data) ->
    Data = gen_server:call(Counter, {ask, Data}, ?LIMIT),
    ask(Count - 1, Counter, Data).

tell(0, _Counter, _Data) -> ok;
tell(Count, Counter, Data) ->
    Counter ! {tell, Data},
    tell(Count - 1, Counter, Data).

idle() -> receive stop -> ok end.
