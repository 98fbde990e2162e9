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

package org.gradiscope.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.attack.robustness.LabelledImages.ImageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewClassesTest {

	/** A file by its path in the folder. */
	private static ImageName file(final String path) {
		final String[] parts = path.split("/");
		final String name = parts[parts.length - 1];
		return new ImageName(name, parts.length > 1 ? parts[parts.length - 2] : "root",
			List.of(path, name, name.replaceFirst("\\.\\w+$", "")));
	}

	private static List<ImageName> files(final String... paths) {
		return Arrays.stream(paths).map(NewClassesTest::file).toList();
	}

	private static void assertClasses(final NewClasses found, final List<String> labels,
		final int... of) {
		assertEquals(labels, found.labels().names());
		assertArrayEquals(of, found.of());
	}

	@Test
	void foldersAreTheClassesInAlphabeticalOrder() {
		final List<ImageName> images = files("nuclei/1.png", "grid/1.png", "nuclei/2.png");
		assertClasses(NewClasses.auto(images), List.of("grid", "nuclei"), 1, 0, 1);
		assertClasses(NewClasses.folders(images), List.of("grid", "nuclei"), 1, 0, 1);
		assertEquals("2 classes by the names of the folders: grid, nuclei.",
			NewClasses.auto(images).toString());
	}

	@Test
	void aFolderThatIsParted() {
		assertClasses(NewClasses.auto(files("day 1/a/1.png", "day 2/a/1.png", "day 2/b/1.png")),
			List.of("a", "b"), 0, 0, 1);
	}

	/** One folder tells nothing apart. */
	@Test
	void namesAreTheClassesWhereThereAreNoFolders() {
		assertClasses(NewClasses.auto(files("a_1.png", "b_1.png", "x/b_2.png")), List.of("a", "b"), 0,
			1, 1);
		assertClasses(NewClasses.auto(files("x/a_1.png", "x/b_1.png")), List.of("a", "b"), 0, 1);
		assertEquals("2 classes by the names of the images without their numbers: a, b.",
			NewClasses.names(files("a1", "b1")).toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "bacteria-012.png | bacteria", "bacteria 012 | bacteria", "bacteria#3 | bacteria",
			"bacteria (4).jpg | bacteria", "bacteria07.tif | bacteria", "bacteria.tif | bacteria",
			"HeLa cells_003.ome.tif | HeLa cells_003.ome", "p53 12 | p53", "wt.1 | wt",
			"type 2: 11 | type 2" })
	void theNumberAtTheEndIsNoPartOfTheClass(final String name, final String word) {
		final List<ImageName> images = files(name, "other");
		assertTrue(NewClasses.names(images).labels().names().contains(word),
			() -> NewClasses.names(images).toString());
	}

	@Test
	void caseBlanksAndHyphensMakeNoOtherClass() {
		assertClasses(NewClasses.names(files("Two-cells 1", "b 1", "two_cells2", "TWO CELLS 3")),
			List.of("b", "Two-cells"), 1, 0, 1, 1);
	}

	@Test
	void aTableNamesClassesOfWhichOnlyThoseOfImagesCount() {
		final List<ImageName> images = files("1.png", "2.png", "3.png");
		assertClasses(NewClasses.table("t.csv",
			"file,label\n1.png,beta\n2,Alpha\n3.png,BETA\n4.png,gamma\n", images),
			List.of("Alpha", "beta"), 1, 0, 1);
		assertClasses(NewClasses.table("t.csv", "1.png,10\n2.png,9\n3.png,9", images),
			List.of("10", "9"), 0, 1, 1);
		assertEquals("2 classes by the table t.csv: 10, 9.",
			NewClasses.table("t.csv", "1.png,10\n2.png,9\n3.png,9", images).toString());
	}

	@Test
	void whatSaysNoClassIsRefused() {
		refused("the name of its class before its number, but '012.png' has none",
			() -> NewClasses.names(files("a1.png", "012.png")));
		refused("within the one that is given, but 'b.png' is in none",
			() -> NewClasses.folders(files("x/a.png", "b.png")));
		refused("Each image needs a row in t.csv, but 'c' of 1 images has none",
			() -> NewClasses.table("t.csv", "a,x\nb,y", files("c")));
		refused("t.csv, row 2: an image and a label are needed, but it has 1 cells",
			() -> NewClasses.table("t.csv", "a,x\nb", files("a")));
		refused("one of those by the table t.csv is blank",
			() -> NewClasses.table("t.csv", "a,x\nb,", files("a")));
	}

	private static void refused(final String expected, final Runnable call) {
		final String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
		assertTrue(message.contains(expected), message);
	}
}
