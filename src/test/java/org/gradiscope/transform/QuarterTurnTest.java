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

package org.gradiscope.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.junit.jupiter.api.Test;

class QuarterTurnTest {

	/** Two rows of three: 1 2 3, 4 5 6. */
	private static final Tensor SIX = Tensor.of(Shape.of(1, 2, 3, 1), 1, 2, 3, 4, 5, 6);

	private static void assertTurned(final int quarters, final boolean mirrored, final Shape shape,
		final float... expected) {
		final Tensor turned = new QuarterTurn(quarters, mirrored).apply(SIX);
		assertEquals(shape, turned.shape());
		assertArrayEquals(expected, turned.data());
	}

	@Test
	void sixPixelsComeToLieWhereTheyShould() {
		final Shape wide = Shape.of(1, 2, 3, 1);
		final Shape high = Shape.of(1, 3, 2, 1);
		assertTurned(0, false, wide, 1, 2, 3, 4, 5, 6);
		assertTurned(1, false, high, 3, 6, 2, 5, 1, 4);
		assertTurned(2, false, wide, 6, 5, 4, 3, 2, 1);
		assertTurned(3, false, high, 4, 1, 5, 2, 6, 3);
		assertTurned(0, true, wide, 3, 2, 1, 6, 5, 4);
		assertTurned(1, true, high, 1, 4, 2, 5, 3, 6);
		assertTurned(2, true, wide, 4, 5, 6, 1, 2, 3);
		assertTurned(3, true, high, 6, 3, 5, 2, 4, 1);
	}

	@Test
	void aSquareHasEightPositionsAndFourQuartersAreNone() {
		final Tensor square = Tensor.of(Shape.of(1, 2, 2, 1), 1, 2, 3, 4);
		final Set<List<Float>> seen = new HashSet<>();
		for (int quarters = 0; quarters < 4; quarters++)
			for (final boolean mirrored : new boolean[] { false, true }) {
				final float[] turned = new QuarterTurn(quarters, mirrored).apply(square).data();
				seen.add(List.of(turned[0], turned[1], turned[2], turned[3]));
			}
		assertEquals(8, seen.size());
		Tensor round = square;
		for (int i = 0; i < 4; i++)
			round = new QuarterTurn(1, false).apply(round);
		assertArrayEquals(square.data(), round.data());
	}

	@Test
	void channelsStayTogetherAndImagesApart() {
		final Tensor two = Tensor.of(Shape.of(2, 1, 2, 2), 1, 10, 2, 20, 3, 30, 4, 40);
		final Tensor turned = new QuarterTurn(2, false).apply(two);
		assertArrayEquals(new float[] { 2, 20, 1, 10, 4, 40, 3, 30 }, turned.data());
		final Tensor volume = two.reshape(Shape.of(1, 2, 1, 2, 2));
		assertEquals(Shape.of(1, 2, 2, 1, 2), new QuarterTurn(1, false).apply(volume).shape());
	}

	@Test
	void fourQuartersAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new QuarterTurn(4, false));
	}
}
