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

package org.gradiscope.optimize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gradiscope.optimize.Optimizer.ValueAndGradient;
import org.gradiscope.optimize.Optimizer.DifferentiableFunction;
import org.junit.jupiter.api.Test;

class LbfgsTest {

	/** {@code -(x - 3)^2 - 100 (y + 1)^2}. */
	private static final DifferentiableFunction HILL =
		p -> new ValueAndGradient(-Math.pow(p[0] - 3, 2) - 100 * Math.pow(p[1] + 1, 2),
			new float[] { -2 * (p[0] - 3), -200 * (p[1] + 1) });

	/** Rosenbrock's valley, upside down: 0 at (1, 1). */
	private static final DifferentiableFunction RIDGE = p -> {
		final double a = 1 - p[0];
		final double b = p[1] - (double) p[0] * p[0];
		return new ValueAndGradient(-a * a - 100 * b * b,
			new float[] { (float) (2 * a + 400 * b * p[0]), (float) (-200 * b) });
	};

	@Test
	void aLongHillIsClimbedInAFewSteps() {
		final float[] p = { -5, 7 };
		final Lbfgs lbfgs = new Lbfgs(0.1);
		for (int step = 0; step < 15; step++)
			lbfgs.step(p, HILL);
		assertArrayEquals(new float[] { 3, -1 }, p, 1e-3f);
	}

	@Test
	void rosenbrocksRidgeIsFollowedToItsTop() {
		final float[] p = { -1.2f, 1 };
		final Lbfgs lbfgs = new Lbfgs(0.1);
		for (int step = 0; step < 120; step++)
			lbfgs.step(p, RIDGE);
		assertArrayEquals(new float[] { 1, 1 }, p, 0.02f);
		final float[] q = { -1.2f, 1 };
		final Adam adam = new Adam(2, 0.05);
		for (int step = 0; step < 120; step++)
			adam.step(q, RIDGE);
		assertTrue(RIDGE.at(p).value() > RIDGE.at(q).value(), "further than Adam in as many steps");
	}

	@Test
	void aStepNeverLeadsDown() {
		final float[] p = { -1.2f, 1 };
		final Lbfgs lbfgs = new Lbfgs(0.1);
		double before = RIDGE.at(p).value();
		for (int step = 0; step < 60; step++) {
			assertEquals(before, lbfgs.step(p, RIDGE), 1e-12);
			final double after = RIDGE.at(p).value();
			assertTrue(after >= before, step + ": " + before + " to " + after);
			before = after;
		}
	}

	@Test
	void onTheTopItStays() {
		final float[] p = { 3, -1 };
		new Lbfgs(0.1).step(p, HILL);
		assertArrayEquals(new float[] { 3, -1 }, p);
	}
}
