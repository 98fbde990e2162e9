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
import java.util.stream.IntStream;

import org.gradiscope.model.Labels;
import org.junit.jupiter.api.Test;

/** Which images are held out. */
class SplitTest {

	private static final Labels LABELS = new Labels(List.of("a", "b", "c", "d"));

	@Test
	void ofEachClassTheSameShare() {
		final int[] classes = IntStream.range(0, 60).map(i -> i < 40 ? 0 : 1).toArray();
		final Split split = Split.stratified(classes, LABELS, 0.25, 3);
		assertEquals(10, Arrays.stream(split.heldOut()).filter(i -> classes[i] == 0).count());
		assertEquals(5, Arrays.stream(split.heldOut()).filter(i -> classes[i] == 1).count());
		assertArrayEquals(IntStream.range(0, 60).toArray(), IntStream
			.concat(Arrays.stream(split.training()), Arrays.stream(split.heldOut())).sorted().toArray());
		assertArrayEquals(split.heldOut(), Split.stratified(classes, LABELS, 0.25, 3).heldOut());
		assertTrue(
			!Arrays.equals(split.heldOut(), Split.stratified(classes, LABELS, 0.25, 4).heldOut()));
	}

	@Test
	void eachClassIsOnBothSides() {
		for (final double share : new double[] { 0.01, 0.5, 0.99 })
			assertEquals(2,
				Split.stratified(new int[] { 1, 1, 3, 3 }, LABELS, share, 1).heldOut().length);
	}

	@Test
	void oneClassOrOneImageOfAClassIsRefused() {
		refused("two or more are expected, but all 3 are of one, 'b'", new int[] { 1, 1, 1 }, 0.5);
		refused("Class 'b' has one image", new int[] { 0, 0, 1 }, 0.5);
		refused("under 1", new int[] { 0, 0, 1, 1 }, 1);
	}

	private static void refused(final String why, final int[] classes, final double share) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Split.stratified(classes, LABELS, share, 1)).getMessage();
		assertTrue(message.contains(why), message);
	}
}
