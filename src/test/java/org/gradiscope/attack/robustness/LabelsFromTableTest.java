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

import java.util.List;

import org.gradiscope.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsFromTableTest {

	private static final Labels LABELS = new Labels(List.of("cat", "hot, dog"));
	private static final List<LabelledImages.ImageName> FILES =
		List.of(new LabelledImages.ImageName("a.tif", "x", List.of("x/a.tif", "a.tif", "a")),
			new LabelledImages.ImageName("b.tif", "y", List.of("y/b.tif", "b.tif", "b")));

	private static int[] read(final String text) {
		return LabelsFromTable.of("labels.csv", text, FILES, LABELS);
	}

	private static String error(final String text) {
		return assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();
	}

	@ParameterizedTest
	@ValueSource(strings = { "file,label\na.tif,cat\nb.tif,\"hot, dog\"\n", "a.tif,cat\nb.tif,1\n",
		"\ufeffLabel;File\nCAT;x/a.tif\r\nhot, dog;y\\b.tif", "b\t1\n\na\t0", "c,1\na,cat\nb,1\na,0",
		"width,image,class\n3,a,0\n3,b,1" })
	void columnsAreFoundByTheirNamesOrInOrder(final String text) {
		assertArrayEquals(new int[] { 0, 1 }, read(text));
	}

	@Test
	void slicesAreCalledByLabelOrNumber() {
		assertArrayEquals(new int[] { 1, 0 },
			LabelsFromTable.of("t", "slice,label\n1,1\nlate,cat",
				List.of(new LabelledImages.ImageName("early", "s", List.of("early", "1")),
					new LabelledImages.ImageName("late", "s", List.of("late", "2"))),
				LABELS));
	}

	@Test
	void whatIsWrongIsTold() {
		assertEquals(
			"Each image needs a row in labels.csv, but 'b.tif' of 2 images has none; rows that " +
				"no image has: 'c'.",
			error("a,cat\nc,1"));
		assertEquals(
			"Each image needs a row in labels.csv, but 'a.tif', 'b.tif' of 2 images have none; " +
				"rows that no image has: none.",
			error(""));
		assertEquals("labels.csv, row 2: There is no class 'bat'; the 2 classes are cat, hot, dog.",
			error("file,label\na,bat"));
		assertEquals("labels.csv, row 2: an image and a label are needed, but it has 1 cells.",
			error("a,cat\nb"));
		assertEquals("labels.csv, row 3: 'a' has two labels, 'cat' and 'hot, dog'.",
			error("a,cat\nb,cat\na,1"));
	}
}
