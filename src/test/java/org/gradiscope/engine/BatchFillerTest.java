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

package org.gradiscope.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** Images of some sizes, in batches of one. */
class BatchFillerTest {

	private static final int MOST = Batches.size(image(10, 10), Integer.MAX_VALUE);

	private final List<List<Pixels>> batches = new ArrayList<>();
	private final BatchFiller<Pixels> filler =
		new BatchFiller<>(image -> image, Pixels::shape, batches::add);

	private static Pixels image(final int height, final int width) {
		return new Pixels(Tensor.zeros(Shape.of(1, height, width, 1)), ValueRange.UNIT);
	}

	private List<Integer> sizes() {
		return batches.stream().map(List::size).toList();
	}

	@Test
	void fullBatchesAtOnceAndTheRestInTheEnd() {
		for (int i = 0; i < 2 * MOST + 1; i++) {
			filler.add(image(10, 10));
			filler.add(image(10, 11));
		}
		assertEquals(List.of(MOST, MOST, MOST, MOST), sizes());
		filler.finish();
		assertEquals(List.of(MOST, MOST, MOST, MOST, 1, 1), sizes());
		for (final List<Pixels> batch : batches)
			assertEquals(1, batch.stream().map(Pixels::shape).distinct().count());
		filler.finish();
		assertEquals(6, batches.size());
	}

	/** Each of another size: none would ever fill, so the images do not wait for that. */
	@Test
	void whatWaitsIsBounded() {
		final int images = 200;
		for (int i = 0; i < images; i++)
			filler.add(image(500, 100 + i));
		final int waiting = images - batches.size();
		assertTrue(waiting < 100 && waiting > 10, () -> waiting + " images wait");
		filler.finish();
		assertEquals(images, batches.size());
	}
}
