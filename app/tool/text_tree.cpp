// SPDX-License-Identifier: GPL-3.0-or-later
#include "tool/text_tree.h"

namespace hearth::app::tool {
namespace {

constexpr const char* kPassingBranch = "│\u00a0\u00a0 "; ///< As amtool draws it.

void draw(const TextTree& tree, const std::string& indent, bool last, std::string& out) {
    out += indent + (last ? "└── " : "├── ") + tree.text + '\n';
    for (std::size_t i = 0; i < tree.branches.size(); ++i) {
        draw(tree.branches[i], indent + (last ? "    " : kPassingBranch), i + 1 == tree.branches.size(), out);
    }
}

} // namespace

std::string TextTree::toText() const {
    std::string out = ".\n";
    draw(*this, "", true, out);
    return out;
}

} // namespace hearth::app::tool
