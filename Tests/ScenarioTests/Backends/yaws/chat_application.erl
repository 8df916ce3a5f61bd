%% Jira's chat once more, on Yaws with its own bare answers: one application a port,
%% {"application": port} when ready.
-module(chat_application).
-include_lib("yaws_api.hrl").
-export([main/1, out/1, init/1, handle_open/2, handle_info/2, handle_message/2]).

names() ->
    ["chat", "checks-origin", "closes-1008", "closes-1011", "refuses-without-session", "subprotocol",
     "without-chat"].

main(Pages) ->
    persistent_term:put(pages, Pages),
    Ports = [{Name, free_port()} || Name <- names()],
    [persistent_term:put({name, Port}, Name) || {Name, Port} <- Ports],
    Servers = [[{port, Port}, {servername, Name}, {listen, {127, 0, 0, 1}}, {docroot, "."},
                {flags, [{access_log, false}, {dir_listings, false}]},
                {appmods, [{"/", ?MODULE}]}] || {Name, Port} <- Ports],
    {ok, Configurations, Global, Children} =
        yaws_api:embedded_start_conf(".", Servers, [{logdir, "."}, {trace, false}], "chat"),
    [start_child(Child) || Child <- Children],
    yaws_api:setconf(Global, Configurations),
    Shown = [io_lib:format("\"~s\": ~p", [Name, Port]) || {Name, Port} <- Ports],
    io:format("{~s}~n", [lists:join(", ", Shown)]).

free_port() ->
    {ok, Socket} = gen_tcp:listen(0, [{ip, {127, 0, 0, 1}}, {reuseaddr, true}]),
    {ok, Port} = inet:port(Socket),
    gen_tcp:close(Socket),
    Port.

start_child(#{start := {Module, Function, Arguments}}) ->
    {ok, Child} = apply(Module, Function, Arguments),
    unlink(Child);
start_child({_, Start, _, _, _, _}) ->
    start_child(#{start => Start}).

out(Arg) ->
    {ok, {_, Port}} = inet:sockname(Arg#arg.clisock),
    Name = persistent_term:get({name, Port}),
    WithChat = Name =/= "without-chat",
    Endpoint = case WithChat of true -> "/com-spartez-support-chat/ws/"; false -> "/live/" end,
    case Arg#arg.server_path of
        "/" -> page(Arg, "index.html", "text/html", Port, WithChat);
        "/login.jsp" -> page(Arg, "index.html", "text/html", Port, WithChat);
        "/secure/Dashboard.jspa" -> page(Arg, "index.html", "text/html", Port, WithChat);
        "/status" -> page(Arg, "status.json", "application/json", Port, WithChat);
        "/rest/api/2/serverInfo" -> page(Arg, "serverInfo.json", "application/json", Port, WithChat);
        "/chat/widget.js" when WithChat ->
            page(Arg, "widget.js", "application/javascript", Port, WithChat);
        Path ->
            case lists:prefix(Endpoint, Path) of
                true -> endpoint(Arg, Name);
                false -> [{status, 404}]
            end
    end.

page(Arg, File, Type, Port, WithChat) ->
    {ok, Text} = file:read_file(filename:join(persistent_term:get(pages), File)),
    Host = field(Arg, "host"),
    % What the browser asked for; unknown when the proxy hid the name or the port of it.
    Hidden = Host =:= "127.0.0.1" orelse lists:suffix(":" ++ integer_to_list(Port), Host),
    Scheme = case field(Arg, "x-forwarded-proto") of "" -> "http"; Forwarded -> Forwarded end,
    Base = case Hidden of true -> ""; false -> Scheme ++ "://" ++ Host end,
    Lines = [Line || Line <- binary:split(Text, <<"\n">>, [global]),
                     not (Hidden andalso File =:= "index.html" andalso has(Line, <<"@BASE_URL@">>)),
                     WithChat orelse not has(Line, <<"/chat/widget.js">>)],
    Joined = iolist_to_binary(lists:join(<<"\n">>, Lines)),
    {content, Type, binary:replace(Joined, <<"@BASE_URL@">>, list_to_binary(Base), [global])}.

has(Line, Text) -> binary:match(Line, Text) =/= nomatch.

%% The WebSocket endpoint; what Yaws itself refuses, it refuses in its own way.
endpoint(Arg, Name) ->
    Known = string:find(field(Arg, "cookie"), "session=ok") =/= nomatch,
    Upgrade = string:lowercase(field(Arg, "upgrade")) =:= "websocket",
    Origin = re:replace(field(Arg, "origin"), "^https?://", "", [{return, list}]),
    Foreign = Name =:= "checks-origin" andalso Origin =/= "" andalso Origin =/= field(Arg, "host"),
    Unknown = Name =:= "refuses-without-session" andalso not Known,
    case Upgrade andalso (Foreign orelse Unknown) of
        true -> [{status, 403}];
        false -> {websocket, ?MODULE, [{callback, {basic, {Name, Known}}}]}
    end.

field(Arg, Name) ->
    Headers = Arg#arg.headers,
    case Name of
        "cookie" -> lists:flatten(Headers#headers.cookie);
        "host" -> case Headers#headers.host of undefined -> ""; Host -> Host end;
        _ ->
            Found = [Value || {http_header, _, Field, _, Value} <- Headers#headers.other,
                              string:lowercase(text(Field)) =:= Name],
            case Found of [] -> ""; _ -> lists:last(Found) end
    end.

text(Field) when is_atom(Field) -> atom_to_list(Field);
text(Field) -> Field.

init([_Arg, State]) -> {ok, State}.

handle_open(_, {Name, Known} = State) ->
    case Name of
        "closes-1008" when not Known -> self() ! {close, 1008, <<"no session">>};
        "closes-1011" -> self() ! {close, 1011, <<"unexpected error">>};
        _ -> ok
    end,
    {ok, State}.

handle_info({close, Code, Reason}, State) -> {close, {Code, Reason}, State};
handle_info(_, State) -> {noreply, State}.

handle_message({close, Code, Reason}, _State) -> {close, {Code, Reason}};
handle_message(Message, State) -> {reply, Message, State}.
