// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_directories.h"

#include <algorithm>
#include <iterator>

namespace hearth::tests {
namespace {

/// The directory's path and the name in it.
std::pair<std::string_view, std::string_view> split(std::string_view path) {
    const auto slash = path.rfind('/');
    return {path.substr(0, slash), path.substr(slash + 1)};
}

/// Takes the first part off a path; empty at its end.
std::string_view nextPart(std::string_view& path) {
    path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
    const auto part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

void setEntry(FakeNode::Entries& entries, const std::string& name, const FakeNodePtr& node) {
    if (node) {
        entries[name] = node;
    } else {
        entries.erase(name);
    }
}

void visitFiles(FakeNode& directory, std::set<FakeNode*>& seen, const std::function<void(FakeNode&)>& visit) {
    for (const auto& [name, node] : directory.entries) {
        if (node->isDirectory) {
            visitFiles(*node, seen, visit);
        } else if (seen.insert(node.get()).second) {
            visit(*node);
        }
    }
}

} // namespace

FakeDirectories::FakeDirectories()
    : m_root(std::make_shared<FakeNode>(true)) {
    m_root->links = 1;
}

FakeNodePtr FakeDirectories::find(std::string_view path) const {
    auto node = m_root;
    for (auto part = nextPart(path); !part.empty(); part = nextPart(path)) {
        const auto found = node->entries.find(part);
        if (found == node->entries.end()) {
            return nullptr;
        }
        node = found->second;
    }
    return node;
}

FakeNodePtr FakeDirectories::parentOf(std::string_view path) const {
    auto parent = find(split(path).first);
    return parent && parent->isDirectory ? parent : nullptr;
}

void FakeDirectories::apply(Change change) {
    for (const auto& [directory, name, node] : change) {
        if (const auto old = directory->entries.find(name); old != directory->entries.end()) {
            --old->second->links;
        }
        setEntry(directory->entries, name, node);
        if (node) {
            ++node->links;
        }
    }
    m_pending.push_back(std::move(change));
}

void FakeDirectories::add(std::string_view path, FakeNodePtr node) {
    apply({{parentOf(path), std::string(split(path).second), std::move(node)}});
}

void FakeDirectories::remove(std::string_view path) {
    add(path, nullptr);
}

void FakeDirectories::rename(std::string_view from, std::string_view to) {
    const auto node = find(from);
    if (node != find(to)) {
        apply({{parentOf(from), std::string(split(from).second), nullptr},
               {parentOf(to), std::string(split(to).second), node}});
    }
}

void FakeDirectories::persist(const std::function<bool(const Change&)>& chosen) {
    std::set<Name> needed;
    std::list<Change> persisted;
    for (auto it = m_pending.end(); it != m_pending.begin();) {
        --it;
        const bool dependedOn = std::ranges::any_of(
            *it, [&](const Edit& edit) { return needed.contains({edit.directory.get(), edit.name}); });
        if (!dependedOn && !chosen(*it)) {
            continue;
        }
        for (const auto& edit : *it) {
            needed.insert({edit.directory.get(), edit.name});
        }
        const auto next = std::next(it);
        persisted.splice(persisted.begin(), m_pending, it);
        it = next;
    }
    for (const auto& change : persisted) {
        for (const auto& [directory, name, node] : change) {
            setEntry(directory->durable, name, node);
        }
    }
}

void FakeDirectories::sync(const FakeNodePtr& directory) {
    persist([&](const Change& change) {
        return std::ranges::any_of(change, [&](const Edit& edit) { return edit.directory == directory; });
    });
}

/// What programs see is now what the disk holds.
void FakeDirectories::fallBack() {
    m_pending.clear();
    std::set<FakeNode*> reached;
    std::vector<FakeNode*> open{m_root.get()};
    while (!open.empty()) {
        auto& directory = *open.back();
        open.pop_back();
        directory.entries = directory.durable;
        for (const auto& [name, node] : directory.entries) {
            if (!reached.insert(node.get()).second) {
                ++node->links;
                continue;
            }
            node->links = 1;
            if (node->isDirectory) {
                open.push_back(node.get());
            }
        }
    }
}

void FakeDirectories::losePower() {
    fallBack();
}

/// Either the journal stops somewhere (ext4, xfs), or each change is lost by itself.
void FakeDirectories::losePower(const RandomSource& random) {
    if (random() % 2 == 0) {
        auto lost = random() % (m_pending.size() + 1);
        persist([&](const Change&) { return lost == 0 || lost-- == 0; });
    } else {
        static constexpr unsigned kKeptInEight[] = {0, 2, 4, 6, 8};
        const auto keptInEight = kKeptInEight[random() % std::size(kKeptInEight)];
        persist([&](const Change&) { return random() % 8 < keptInEight; });
    }
    fallBack();
}

void FakeDirectories::forEachFile(const std::function<void(FakeNode&)>& visit) const {
    std::set<FakeNode*> seen;
    visitFiles(*m_root, seen, visit);
}

} // namespace hearth::tests
