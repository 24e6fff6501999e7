// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace hearth::app::tool {

/// A tree that is drawn with lines, as amtool draws it. Threads: thread-compatible (a value).
struct TextTree {
    std::string text;
    std::vector<TextTree> branches;

    /// The tree as the only branch of `.`, each text on a line.
    std::string toText() const;
};

} // namespace hearth::app::tool
