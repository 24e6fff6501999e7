// SPDX-License-Identifier: GPL-3.0-or-later
#include "yaml/document.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <unordered_set>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

namespace hearth::yaml {
namespace {

constexpr std::string_view kMergeKey = "<<";
constexpr std::string_view kBinaryTag = "tag:yaml.org,2002:binary";

TextPosition positionOf(const YAML::Mark& mark) {
    if (mark.is_null()) {
        return {};
    }
    return {.line = static_cast<std::size_t>(mark.line) + 1, .column = static_cast<std::size_t>(mark.column) + 1};
}

int base64Digit(char c) {
    constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto at = kDigits.find(c);
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// Bytes of a `!!binary` value; nothing where it is not base64.
std::optional<std::string> decodeBase64(std::string_view text) {
    std::string compact;
    std::ranges::copy_if(text, std::back_inserter(compact), [](char c) { return c != '\n' && c != '\r'; });
    if (compact.size() % 4 != 0) {
        return std::nullopt;
    }
    std::string_view digits = compact;
    digits.remove_suffix(digits.ends_with("==") ? 2 : digits.ends_with('=') ? 1 : 0);
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : digits) {
        const auto digit = base64Digit(c);
        if (digit < 0) {
            return std::nullopt;
        }
        bits = (bits << 6U) | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xffU);
        }
    }
    return out;
}

/// Finds out whether there is a document, and reads none of it.
class NextDocument final : public YAML::EventHandler {
  public:
    static bool follows(YAML::Parser& parser) {
        NextDocument next;
        try {
            return parser.HandleNextDocument(next);
        } catch (const std::exception&) {
            return true; // what cannot be read is there all the same
        }
    }

    void OnDocumentStart(const YAML::Mark& /*mark*/) override { throw std::runtime_error("enough"); }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& /*value*/) override {}
    void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                         YAML::EmitterStyle::value /*style*/) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                    YAML::EmitterStyle::value /*style*/) override {}
    void OnMapEnd() override {}
};

/// Carries an error out through the library, which knows only exceptions.
struct Refused {
    Error error;
};

} // namespace

const Node* Node::find(std::string_view key) const {
    const auto found = std::ranges::find_if(entries, [&](const auto& entry) { return entry.first->text == key; });
    return found == entries.end() ? nullptr : found->second;
}

Error errorAt(std::string_view name, TextPosition at, std::string_view reason) {
    return {ErrorCode::kInvalidArgument, fmt::format("{}:{}:{}: {}", name, at.line, at.column, reason)};
}

/// Builds the tree from the library's events, where positions, quotes and duplicate keys are still known.
class TreeBuilder final : public YAML::EventHandler {
  public:
    explicit TreeBuilder(Document& document)
        : m_document(document) {}

    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { attach(make(Kind::kNull, mark, {}, anchor)); }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = m_anchors.find(anchor);
        if (found == m_anchors.end() || isOpen(found->second)) {
            refuse(positionOf(mark), "the alias names something that contains it");
        }
        m_at = positionOf(mark);
        attach(found->second);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        auto* const node = make(Kind::kScalar, mark, tag, anchor);
        node->text = node->tag == kBinaryTag ? decoded(value) : value;
        attach(node);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value style) override {
        open(make(Kind::kSequence, mark, tag, anchor), style);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value style) override {
        open(make(Kind::kMap, mark, tag, anchor), style);
    }
    void OnMapEnd() override {
        resolveMerges(*m_open.back().node);
        close();
    }

  private:
    struct Open {
        Node* node;
        const Node* key = nullptr; ///< Of a map: the key whose value is awaited.
        std::unordered_set<std::string_view> keys;
    };

    [[noreturn]] void refuse(TextPosition at, std::string_view reason) const {
        throw Refused{errorAt(m_document.m_name, at, reason)};
    }

    Node* make(Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
        m_at = positionOf(mark);
        if (m_document.m_nodes.size() >= kMaxNodes) {
            refuse(m_at, fmt::format("more than {} values", kMaxNodes));
        }
        auto& node = m_document.m_nodes.emplace_back();
        node.kind = kind;
        node.at = m_at;
        node.plain = tag == "?" || tag.empty();
        if (tag != "?" && tag != "!") {
            node.tag = tag;
        }
        if (anchor != YAML::NullAnchor) {
            m_anchors[anchor] = &node;
        }
        return &node;
    }

    std::string decoded(const std::string& base64) const {
        auto bytes = decodeBase64(base64);
        if (!bytes) {
            refuse(m_at, "!!binary value contains invalid base64 data");
        }
        return *std::move(bytes);
    }

    bool isOpen(const Node* node) const {
        return std::ranges::any_of(m_open, [&](const auto& open) { return open.node == node; });
    }

    void open(Node* node, YAML::EmitterStyle::value style) {
        node->flow = style == YAML::EmitterStyle::Flow;
        if (m_open.size() >= kMaxDepth) {
            refuse(m_at, fmt::format("nested deeper than {} levels", kMaxDepth));
        }
        m_open.push_back({.node = node, .key = nullptr, .keys = {}});
    }

    void close() {
        const auto* const node = m_open.back().node;
        m_open.pop_back();
        countExpanded(*node);
        attach(node);
    }

    void attach(const Node* node) {
        if (m_open.empty()) {
            m_document.m_root = node;
            return;
        }
        auto& parent = m_open.back();
        if (parent.node->kind == Kind::kSequence) {
            parent.node->items.push_back(node);
        } else if (parent.key == nullptr) {
            takeKey(parent, node);
        } else {
            parent.node->entries.emplace_back(parent.key, node);
            parent.key = nullptr;
        }
    }

    void takeKey(Open& parent, const Node* key) const {
        if (key->kind != Kind::kScalar) {
            refuse(m_at, "a key must be a plain word or a string");
        }
        if (!isMerge(*key) && !parent.keys.insert(key->text).second) {
            refuse(m_at, fmt::format("key {} already set in map", quoteGo(key->text)));
        }
        parent.key = key;
    }

    static bool isMerge(const Node& key) { return key.plain && key.text == kMergeKey; }

    /// `<<: *other` (or a list of those) adds the keys that the map does not state itself.
    void resolveMerges(Node& map) const {
        std::vector<const Node*> sources;
        std::erase_if(map.entries, [&](const auto& entry) {
            if (!isMerge(*entry.first)) {
                return false;
            }
            const auto& value = *entry.second;
            value.kind == Kind::kSequence ? sources.insert(sources.end(), value.items.begin(), value.items.end())
                                          : sources.insert(sources.end(), &value);
            return true;
        });
        auto& keys = const_cast<Open&>(m_open.back()).keys;
        for (const auto* source : sources) {
            if (source->kind != Kind::kMap) {
                refuse(source->at, "only a map can be merged with <<");
            }
            for (const auto& entry : source->entries) {
                if (keys.insert(entry.first->text).second) {
                    map.entries.push_back(entry);
                }
            }
        }
    }

    /// Refuses the files whose aliases multiply ("billion laughs") before anybody walks them.
    void countExpanded(const Node& node) {
        std::size_t count = 1;
        const auto add = [&](const Node* child) {
            const auto known = m_expanded.find(child);
            count += known == m_expanded.end() ? 1 : known->second;
        };
        for (const auto* item : node.items) {
            add(item);
        }
        for (const auto& [key, value] : node.entries) {
            add(value);
        }
        if (count > kMaxExpandedNodes) {
            refuse(node.at, fmt::format("aliases expand to more than {} values", kMaxExpandedNodes));
        }
        m_expanded[&node] = count;
    }

    Document& m_document;
    TextPosition m_at;
    std::vector<Open> m_open;
    std::unordered_map<YAML::anchor_t, const Node*> m_anchors;
    std::unordered_map<const Node*, std::size_t> m_expanded;
};

Result<Document> Document::parse(std::string_view text, std::string name) {
    Document document;
    document.m_name = std::move(name);
    if (text.size() > kMaxBytes) {
        return fail(ErrorCode::kLimit, fmt::format("{}: larger than {} MiB", document.m_name, kMaxBytes >> 20U));
    }
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        TreeBuilder builder(document);
        parser.HandleNextDocument(builder);
        document.m_hasMore = NextDocument::follows(parser);
    } catch (Refused& refused) {
        return std::unexpected(std::move(refused.error));
    } catch (const YAML::Exception& e) {
        return std::unexpected(errorAt(document.m_name, positionOf(e.mark), e.msg));
    } catch (const std::exception& e) {
        return std::unexpected(errorAt(document.m_name, {}, e.what()));
    }
    if (document.m_root == nullptr) {
        document.m_root = &document.m_nodes.emplace_back();
    }
    return document;
}

} // namespace hearth::yaml
