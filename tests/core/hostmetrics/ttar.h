// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>

/// Unpacks the plain-text archives that node_exporter keeps its fixtures of /sys in.
namespace hearth::test {

/// What the archive writes for bytes that a text line cannot hold.
inline QByteArray ttarLine(QByteArray line) {
    line.replace("NULLBYTE", QByteArray(1, '\0'));
    return line;
}

inline void writeTtarFile(const QString& path, const QByteArrayList& lines) {
    QByteArray contents;
    for (auto line : lines) {
        const bool endsHere = line.endsWith("EOF"); // without the line feed
        if (endsHere) {
            line.chop(3);
        }
        contents += ttarLine(line) + (endsHere ? "" : "\n");
    }
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(contents);
    }
}

/// False where `archive` cannot be read. Paths in it are below `target`.
inline bool unpackTtar(const QString& archive, const QString& target) {
    QFile file(archive);
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const auto lines = file.readAll().split('\n');
    QString path;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const auto& line = lines[i];
        if (line.startsWith("Directory: ")) {
            QDir().mkpath(target + "/" + line.mid(11));
        } else if (line.startsWith("Path: ")) {
            path = target + "/" + line.mid(6);
            QDir().mkpath(path.section('/', 0, -2));
        } else if (line.startsWith("SymlinkTo: ")) {
            QFile::link(line.mid(11), path);
        } else if (line.startsWith("Lines: ")) {
            const auto count = line.mid(7).toInt();
            writeTtarFile(path, lines.mid(i + 1, count));
            i += count;
        }
    }
    return true;
}

} // namespace hearth::test
