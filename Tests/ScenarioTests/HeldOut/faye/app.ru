# The applications of Backends/aiohttp on faye-websocket and Puma; APPLICATION and PAGE in the environment.
require 'json'
require 'faye/websocket'
Faye::WebSocket.load_adapter('puma')
NAME = ENV['APPLICATION']
ENDPOINT = NAME == 'without-chat' ? %r{\A/live/[^/]+\z} : %r{\A/com-spartez-support-chat/ws/[^/]+\z}
FILES = {
  '/' => ['index.html', 'text/html'], '/login.jsp' => ['index.html', 'text/html'],
  '/secure/Dashboard.jspa' => ['index.html', 'text/html'], '/status' => ['status.json', 'application/json'],
  '/rest/api/2/serverInfo' => ['serverInfo.json', 'application/json']
}
FILES['/chat/widget.js'] = ['widget.js', 'application/javascript'] unless NAME == 'without-chat'

def page(env, file)
  host = env['HTTP_HOST'].to_s
  known = host != '127.0.0.1' && !host.end_with?(":#{ENV['PORT_OF_MINE']}")
  base = "#{env['HTTP_X_FORWARDED_PROTO'] || 'http'}://#{host}"
  lines = File.readlines(File.join(ENV['PAGE'], file))
  lines.reject! { |line| line.include?('@BASE_URL@') } if !known && file.end_with?('.html')
  lines.reject! { |line| line.include?('/chat/widget.js') } if NAME == 'without-chat'
  lines.join.gsub('@BASE_URL@', known ? base : '')
end

def answer(status, text, kind = 'text/plain')
  [status, { 'Content-Type' => kind, 'Content-Length' => text.bytesize.to_s }, [text]]
end

run lambda { |env|
  path = env['PATH_INFO']
  session = env['HTTP_COOKIE'].to_s.include?('session=ok')
  upgrade = Faye::WebSocket.websocket?(env)
  if FILES.key?(path)
    file, kind = FILES[path]
    next answer(200, page(env, file), kind)
  end
  if path.match?(ENDPOINT)
    next answer(200, JSON.generate({ rooms: 3 }), 'application/json') if NAME == 'no-websocket'
    if NAME == 'validates-first' && !session
      next answer(400, JSON.generate({ error: 'room is required' }), 'application/json')
    end
    if upgrade
      next answer(403, 'Forbidden') if NAME == 'refuses-without-session' && !session
      origin = env['HTTP_ORIGIN'].to_s.sub(%r{\Ahttps?://}, '')
      next answer(403, 'Forbidden') if NAME == 'checks-origin' && origin != '' && origin != env['HTTP_HOST']
      socket = Faye::WebSocket.new(env, NAME == 'subprotocol' ? ['v12.stomp'] : nil)
      socket.on(:open) { socket.close(1008, 'no session') } if NAME == 'closes-1008' && !session
      socket.on(:open) { socket.close(1011, 'unexpected error') } if NAME == 'closes-1011'
      socket.on(:message) { |event| socket.send(event.data) }
      next socket.rack_response
    end
    next answer(200, page(env, 'index.html'), 'text/html') if NAME == 'single-page'
    next answer(400, 'Bad Request')
  end
  next answer(200, page(env, 'index.html'), 'text/html') if %w[single-page page-for-all].include?(NAME)
  answer(404, "nothing here\n")
}
