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

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Adjoints;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.Homography.Point;
import org.junit.jupiter.api.Test;

class PerspectiveTest {

	private static final List<Point> WHOLE =
		List.of(new Point(0, 0), new Point(1, 0), new Point(1, 1), new Point(0, 1));
	private static final Resampling PLAIN = new Resampling(1, 0, 0, 0);

	@Test
	void theAdjointIsExact() {
		final SplittableRandom random = new SplittableRandom(6);
		for (int trial = 0; trial < 20; trial++) {
			final List<Point> corners = WHOLE.stream().map(
				p -> new Point(p.x() + random.nextDouble(-0.2, 0.2), p.y() + random.nextDouble(-0.2, 0.2)))
				.toList();
			final Perspective seen = new Perspective(new Resampling(random.nextDouble(0.5, 2),
				random.nextDouble(-3, 3), random.nextDouble(-9, 9), random.nextDouble(-9, 9)), corners);
			Adjoints.assertExact(seen::apply, seen::adjoint, trial);
		}
	}

	/** The corners of the image at those of the canvas: what there is without perspective. */
	@Test
	void fromTheFrontItIsTheResamplingOfThePlane() {
		final Resampling plane = new Resampling(1.2, 0.3, 1, -0.5);
		final Tensor image = Images.noise(ValueRange.EIGHT_BIT, 3, 2, 9, 7, 3).values();
		assertArrayEquals(plane.apply(image).data(), new Perspective(plane, WHOLE).apply(image).data(),
			1e-3f);
		assertArrayEquals(image.data(), new Perspective(PLAIN, WHOLE).apply(image).data(), 1e-3f);
	}

	/**
	 * A ramp of x, of whose left side the canvas shows half as much as of its right one: at u along the canvas is
	 * u / (2 - u) of it.
	 */
	@Test
	void aPlaneThatIsTiltedIsForeshortened() {
		final int side = 64;
		final Tensor ramp = Tensor.zeros(Shape.of(1, side, side, 1));
		for (int i = 0; i < side * side; i++)
			ramp.data()[i] = (i % side + 0.5f) / side;
		final Tensor seen = new Perspective(PLAIN,
			List.of(new Point(0, 0.25), new Point(1, 0), new Point(1, 1), new Point(0, 0.75)))
			.apply(ramp);
		for (int i = 0; i < side * side; i++) {
			final double u = (i % side + 0.5) / side;
			// Beyond the centre of the first column lies a mirror.
			if (i % side > 0 && i % side < side - 1) assertEquals(u / (2 - u), seen.data()[i], 1e-5);
		}
	}
}
