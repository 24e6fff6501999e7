// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/prometheus/cors.h"

namespace hearth::api {

Cors::Cors(model::Regex origin, bool everybody)
    : m_origin(std::move(origin))
    , m_everybody(everybody) {}

Result<Cors> Cors::create(const std::string& origin) {
    return Cors(HEARTH_TRY(model::Regex::create(origin)), origin == ".*");
}

void Cors::apply(std::string_view origin, std::vector<http::Header>& headers) const {
    headers.emplace_back("Vary", "Origin");
    if (origin.empty()) {
        return;
    }
    headers.emplace_back("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
    headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    headers.emplace_back("Access-Control-Expose-Headers", "Date");
    if (m_everybody) {
        headers.emplace_back("Access-Control-Allow-Origin", "*");
    } else if (m_origin.matches(origin)) {
        headers.emplace_back("Access-Control-Allow-Origin", origin);
    }
}

} // namespace hearth::api
