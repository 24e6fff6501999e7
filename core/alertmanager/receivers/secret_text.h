// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alertmanager/receivers/global.h"
#include "base/error.h"

namespace hearth {
class FileSystem;
}

namespace hearth::alertmanager {

/// The secret in the clear; its file is read now, so that a changed one counts from the next message on, and trimmed
/// at both ends. kIo: `read url_file: open /x: no such file`; `what` names the key.
Result<std::string> textOf(const Secret& secret, FileSystem& files, std::string_view what);

/// Hides secrets in what servers and libraries say. A URL hides its path and query too, which is where tokens are.
/// Threads: thread-compatible.
class Masker {
  public:
    void hide(std::string_view secret);
    void hideUrl(const std::string& url);
    std::string masked(std::string text) const;

  private:
    struct Word {
        std::string secret;
        std::string_view shown;
    };
    std::vector<Word> m_words;
};

} // namespace hearth::alertmanager
