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

package org.gradiscope.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.awt.Rectangle;
import java.util.List;

import org.junit.jupiter.api.Test;

class ImageObjectsTest {

	private static List<String> names(final ImageObjects objects) {
		return objects.rois().stream().map(Roi::getName).toList();
	}

	@Test
	void selectionsByTheirNames() {
		final Roi first = new Roi(1, 1, 3, 2);
		first.setName("nucleus");
		final ImageObjects objects = ImageObjects.of(List.of(first, new Roi(3, 0, 4, 2),
			new Line(0, 0, 5, 5), new Roi(20, 20, 4, 4), new Roi(2, 2, 1, 1)), 6, 4);
		assertArrayEquals(
			new int[] { 0, 0, 0, 2, 2, 2, 0, 1, 1, 1, 2, 2, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0 },
			objects.map().labels());
		assertEquals(List.of("nucleus", "object 2"), names(objects));
		assertEquals(List.of(
			"Of 5 selections 3 are left out: they are no areas, lie outside, or others cover them.",
			"2 pixels lie in several selections, and belong to the first of them."), objects.remarks());
	}

	/** An oval has the pixels that ImageJ counts in it. */
	@Test
	void ovals() {
		final Roi oval = new OvalRoi(2, 1, 7, 5);
		final ImageObjects objects = ImageObjects.of(List.of(oval), 12, 9);
		int inside = 0;
		for (int p = 0; p < 12 * 9; p++) {
			assertEquals(oval.contains(p % 12, p / 12) ? 1 : 0, objects.map().labels()[p]);
			inside += objects.map().labels()[p];
		}
		assertEquals(oval.getContainedPoints().length, inside);
	}

	@Test
	void labelsFromTheLeast() {
		final ShortProcessor labels =
			new ShortProcessor(4, 2, new short[] { 0, 700, 700, 3, 0, 0, 700, 3 }, null);
		final ImageObjects objects = ImageObjects.of(labels);
		assertArrayEquals(new int[] { 0, 2, 2, 1, 0, 0, 2, 1 }, objects.map().labels());
		assertEquals(List.of("3", "700"), names(objects));
		assertEquals(3, objects.rois().get(1).getContainedPoints().length);
		assertEquals(new Rectangle(1, 0, 2, 2), objects.rois().get(1).getBounds());
	}

	/** Corners connect, and each part has its outline. */
	@Test
	void connectedPartsOfAMask() {
		final ByteProcessor mask = new ByteProcessor(5, 3);
		for (final int p : new int[] { 0, 6, 4, 9, 14, 10 })
			mask.set(p, 255);
		final ImageObjects objects = ImageObjects.of(mask);
		assertArrayEquals(new int[] { 1, 0, 0, 0, 2, 0, 1, 0, 0, 2, 1, 0, 0, 0, 2 },
			objects.map().labels());
		assertEquals(List.of("object 1", "object 2"), names(objects));
		assertEquals(3, objects.rois().get(0).getContainedPoints().length);
	}

	@Test
	void refusals() {
		assertTrue(refusal(new FloatProcessor(2, 1, new float[] { 1, 1.5f }))
			.contains("but 1.5 was found at x=1, y=0"));
		assertTrue(refusal(new FloatProcessor(2, 1, new float[] { 1, Float.NaN })).contains("but NaN"));
		assertTrue(refusal(new ByteProcessor(3, 3)).contains("is 0 everywhere"));
		final FloatProcessor grey = new FloatProcessor(100, 60);
		for (int p = 0; p < 6000; p++)
			grey.setf(p, p);
		assertTrue(refusal(grey).contains("as if they were grey levels"));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> ImageObjects.of(List.of(new Line(0, 0, 2, 2)), 4, 4)).getMessage()
			.contains("of 1 selections none is one that lies in the image"));
	}

	private static String refusal(final ImageProcessor labels) {
		return assertThrows(IllegalArgumentException.class, () -> ImageObjects.of(labels)).getMessage();
	}
}
