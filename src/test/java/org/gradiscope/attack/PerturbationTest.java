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

package org.gradiscope.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

/** The size of a change, by hand. */
class PerturbationTest {

	private static final Pixels IMAGE =
		new Pixels(Tensor.of(Shape.of(1, 2, 2, 1), 10, 20, 30, 40), ValueRange.EIGHT_BIT);

	@Test
	void everyNormIsThatOfTheChange() {
		final AdversarialExample.PerturbationSize change =
			AdversarialExample.PerturbationSize.of(IMAGE, Tensor.of(IMAGE.shape(), 13, 20, 26, 40));
		assertEquals(2, change.l0());
		assertEquals(7, change.l1());
		assertEquals(5, change.l2());
		assertEquals(4, change.linf());
		// The root mean square change is 2.5.
		assertEquals(20 * Math.log10(255 / 2.5), change.psnr(), 1e-12);
	}

	@Test
	void whatDidNotChangeIsTheSame() {
		assertEquals(new AdversarialExample.PerturbationSize(0, 0, 0, 0, 1, Double.POSITIVE_INFINITY),
			AdversarialExample.PerturbationSize.of(IMAGE, IMAGE.values()));
	}

	@Test
	void thePeakIsTheExtentOfTheRange() {
		final Pixels shown = new Pixels(IMAGE.values(), new ValueRange(10, 60));
		assertEquals(20 * Math.log10(50), AdversarialExample.PerturbationSize
			.of(shown, Tensor.of(IMAGE.shape(), 11, 21, 31, 41)).psnr(), 1e-12);
	}
}
