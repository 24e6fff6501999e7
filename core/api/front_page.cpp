// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/front_page.h"

#include <fmt/format.h>

#include "template/text_escape.h"

namespace hearth::api {

http::ServerResponse frontPage(std::string_view title, std::string_view about,
                               const std::vector<std::string_view>& paths) {
    std::string links;
    for (const auto path : paths) {
        links += fmt::format("<li><a href=\"{0}\">{0}</a></li>\n", path);
    }
    auto body =
        fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{0}</title></head>\n"
                    "<body>\n<h1>{0}</h1>\n<p>{1}</p>\n<ul>\n{2}</ul>\n</body>\n</html>\n",
                    templates::escapeHtml(title), templates::escapeHtml(about), links);
    return {200,
            {{"Content-Type", "text/html; charset=utf-8"}, {"Content-Security-Policy", "default-src 'none'"}},
            std::move(body)};
}

} // namespace hearth::api
