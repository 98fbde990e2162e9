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

package org.gradiscope.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EntropiesTest {

	/** Sure of each, and each another: an answer tells the image. */
	@Test
	void sureAnswersThatDiffer() {
		final Entropies entropies = new Entropies(false);
		entropies.add(1, 0, 0);
		entropies.add(0, 1, 0);
		assertEquals(0, entropies.mean(), 1e-12);
		assertEquals(Math.log(2), entropies.information(), 1e-12);
	}

	@Test
	void theSameAnswerTellsNothing() {
		final Entropies entropies = new Entropies(false);
		for (int image = 0; image < 5; image++)
			entropies.add(0.5, 0.25, 0.25);
		assertEquals(1.5 * Math.log(2), entropies.mean(), 1e-12);
		assertEquals(0, entropies.information(), 1e-12);
	}

	/** {@code H((0.5, 0.5)) - H((0.75, 0.25))}. */
	@Test
	void halfSure() {
		final Entropies entropies = new Entropies(false);
		entropies.add(0.75, 0.25);
		entropies.add(0.25, 0.75);
		final double each = 2 * Math.log(2) - 0.75 * Math.log(3);
		assertEquals(each, entropies.mean(), 1e-12);
		assertEquals(Math.log(2) - each, entropies.information(), 1e-12);
	}

	/** Two classes of which each is there or not: two bits for four images. */
	@Test
	void classesForThemselves() {
		final Entropies entropies = new Entropies(true);
		entropies.add(0, 0);
		entropies.add(0, 1);
		entropies.add(1, 0);
		entropies.add(1, 1);
		assertEquals(2 * Math.log(2), entropies.information(), 1e-12);
	}
}
