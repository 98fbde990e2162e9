/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

/**
 * Which package may know which: {@code packages.txt}. A new dependency is a decision, and a word there;
 * packages never know each other in a circle, and no two types have one name.
 */
class PackageDependenciesTest {

	private static final List<Source> SOURCES = Source.in(Path.of("src/main/java"));
	private static final PackageGraph ACTUAL = PackageGraph.of(SOURCES);

	@Test
	void packagesKnowOnlyWhatTheyMay() throws IOException {
		assertEquals(List.of(), ACTUAL.minus(allowed()));
	}

	@Test
	void whatIsAllowedIsNeeded() throws IOException {
		assertEquals(List.of(), allowed().minus(ACTUAL));
	}

	@Test
	void thereAreNoCircles() {
		assertEquals(List.of(), ACTUAL.cyclic());
	}

	@Test
	void noTwoTypesHaveOneName() {
		final Map<String, Set<String>> packages = new TreeMap<>();
		for (final Source source : SOURCES)
			packages.computeIfAbsent(source.name(), name -> new TreeSet<>()).add(source.packageName());
		packages.remove("package-info");
		packages.values().removeIf(all -> all.size() == 1);
		assertEquals(Map.of(), packages);
	}

	@Test
	void forgedDependenciesAndCirclesAreSeen() {
		final PackageGraph forged = PackageGraph.of(List.of(source("a", "import org.gradiscope.b.B;"),
			source("b", "org.gradiscope.c.d.D d;"), source("c.d", "import static org.gradiscope.a.A.*;"),
			source("e", "// org.gradiscope.a.A\nimport org.gradiscope.Gradiscope;")));
		assertEquals(PackageGraph.parse("a: b\nb: c.d\nc.d: a\ne: ."), forged);
		assertEquals(List.of("b -> c.d", "e"), forged.minus(PackageGraph.parse("a: b\nb:\nc.d: a"))
			.stream().filter(edge -> !edge.startsWith("e ->")).toList());
		assertEquals(List.of("a", "b", "c.d"), forged.cyclic());
	}

	private static PackageGraph allowed() throws IOException {
		return PackageGraph.parse(
			new String(PackageDependenciesTest.class.getResourceAsStream("packages.txt").readAllBytes(),
				StandardCharsets.UTF_8));
	}

	private static Source source(final String where, final String code) {
		return Source.of(Path.of("Forged.java"), "package org.gradiscope." + where + ";\n" + code);
	}
}
