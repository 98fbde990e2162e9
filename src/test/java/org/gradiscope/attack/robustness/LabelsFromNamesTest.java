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

package org.gradiscope.attack.robustness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;

import org.gradiscope.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsFromNamesTest {

	private static final Labels LABELS =
		new Labels(List.of("cat", "hot dog", "dog", "class1", "class10", "tench, Tinca tinca"));

	private static List<LabelledImages.ImageName> images(final String folder, final String... names) {
		return Arrays.stream(names)
			.map(name -> new LabelledImages.ImageName(name, folder, List.of(name))).toList();
	}

	@ParameterizedTest
	@CsvSource({ "cat.png, 0", "My-CAT_007.tif, 0", "cat7.tif, 0", "hot_dog.tif, 1",
		"a hot - dog 2.tif, 1", "dog.hot.tif, 2", "class10.tif, 4", "class1.tif, 3", "1class1a.tif, 3",
		"tench_3.jpg, 5", "Tinca-tinca.jpg, 5", "concatenated.tif, -1", "class11.tif, -1",
		"scattered cats.tif, -1", "cat and dog.tif, -1" })
	void theLongestLabelThatStandsInTheNameIsFound(final String name, final int expected) {
		assertEquals(expected, LabelsFromNames.find(name, LABELS).orElse(-1));
	}

	@Test
	void theNameIsBeforeTheFolder() {
		assertArrayEquals(new int[] { 0, 2 },
			LabelsFromNames.of(images("cats and a dog", "cat1.tif", "other.tif"), LABELS));
	}

	@Test
	void aNameOrAFolderMayBeAPartOfOneLabel() {
		final Labels cats = new Labels(List.of("tabby, tabby cat", "Egyptian cat", "tiger cat"));
		assertArrayEquals(new int[] { 1, 0 },
			LabelsFromNames.of(images("cats", "Egyptian_07.png", "Tabby.tif"), cats));
		assertArrayEquals(new int[] { 2 }, LabelsFromNames.of(images("tiger 3", "img1.png"), cats));
		assertThrows(IllegalArgumentException.class,
			() -> LabelsFromNames.of(images("animals", "cat.png"), cats));
	}

	@Test
	void theFirstBadNamesAndTheLabelsAreTold() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> LabelsFromNames
			.of(images("animals", "a.tif", "cat.tif", "b.tif", "c.tif", "d.tif"), LABELS));
		assertEquals(
			"Each image needs the name of one class in its own or its folder's, but 'a.tif', " +
				"'b.tif', 'c.tif' and 1 others of 5 images have none, or several; the 6 classes are cat, " +
				"hot dog, dog, class1, class10, tench, Tinca tinca. Or give a table " + "of labels.",
			e.getMessage());
	}
}
