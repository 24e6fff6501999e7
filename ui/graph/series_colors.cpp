// SPDX-License-Identifier: GPL-3.0-or-later
#include "graph/series_colors.h"

#include <algorithm>
#include <array>

namespace hearth::ui {

namespace {

constexpr int kStyles = SeriesColors::kHues * SeriesColors::kDashes;

constexpr std::array<QRgb, SeriesColors::kHues> kOnLight{
    0xff0072b2, // blue
    0xffd55e00, // vermilion
    0xff009e73, // bluish green
    0xffb0508a, // reddish purple
    0xffc78a00, // orange, darkened
    0xff3d9bd6, // sky blue, darkened
    0xff7a6f00, // yellow, as dark olive: yellow itself vanishes on white
    0xff555555, // black, as grey
};
constexpr std::array<QRgb, SeriesColors::kHues> kOnDark{
    0xff4a9fe0, 0xffff7f3f, 0xff2cc79a, 0xffe08fc0, 0xfff0b030, 0xff8fd0ff, 0xffe8e060, 0xffb8b8b8,
};

SeriesStyle styleAt(int index) {
    return {index % SeriesColors::kHues, index / SeriesColors::kHues};
}

/// The first free style: the hashed hue, then the following hues, then the same with dashes. When all are taken the
/// least used would be as good as any: the hashed one then.
SeriesStyle firstFree(std::uint64_t hash, const std::array<bool, kStyles>& taken) {
    const int preferred = static_cast<int>(hash % SeriesColors::kHues);
    for (int i = 0; i < kStyles; ++i) {
        const int dash = i / SeriesColors::kHues;
        const int index = dash * SeriesColors::kHues + (preferred + i) % SeriesColors::kHues;
        if (!taken[static_cast<std::size_t>(index)]) {
            return styleAt(index);
        }
    }
    return styleAt(static_cast<int>(hash % kStyles));
}

} // namespace

std::vector<SeriesStyle> SeriesColors::assign(std::span<const std::uint64_t> hashes) {
    if (m_assigned.size() > kMaxRemembered) {
        m_assigned.clear();
    }
    std::array<bool, kStyles> taken{};
    std::vector<std::uint64_t> fresh;
    for (const auto hash : hashes) {
        if (const auto known = m_assigned.find(hash); known != m_assigned.end()) {
            taken[static_cast<std::size_t>(known->second.dash * kHues + known->second.hue)] = true;
        } else {
            fresh.push_back(hash);
        }
    }
    std::ranges::sort(fresh);
    for (const auto hash : fresh) {
        const auto style = firstFree(hash, taken);
        taken[static_cast<std::size_t>(style.dash * kHues + style.hue)] = true;
        m_assigned.emplace(hash, style);
    }
    std::vector<SeriesStyle> styles;
    styles.reserve(hashes.size());
    for (const auto hash : hashes) {
        styles.push_back(m_assigned.at(hash));
    }
    return styles;
}

QColor SeriesColors::color(SeriesStyle style, bool darkGround) {
    const auto hue = static_cast<std::size_t>(style.hue) % kHues;
    return QColor::fromRgb(darkGround ? kOnDark[hue] : kOnLight[hue]);
}

bool SeriesColors::dashOn(int dash, int pixel) {
    switch (dash) {
    case 1: // long dashes
        return pixel % 10 < 7;
    case 2: // dots
        return pixel % 5 < 2;
    case 3: // dash, dot
        return pixel % 14 < 7 || (pixel % 14 >= 10 && pixel % 14 < 12);
    default:
        return true;
    }
}

} // namespace hearth::ui
