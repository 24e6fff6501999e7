// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/fake_host.h"

#include <utility>

namespace hearth::tests {

FakeHost::FakeHost(std::string folder)
    : m_folder(std::move(folder)) {}

Result<std::unique_ptr<datasource::DataSource>> FakeHost::remote(const std::string& url) {
    askedUrl = url;
    if (url.find(' ') != std::string::npos) {
        return fail(ErrorCode::kInvalidArgument, "a URL has no spaces");
    }
    return std::make_unique<FakeServer>();
}

} // namespace hearth::tests
