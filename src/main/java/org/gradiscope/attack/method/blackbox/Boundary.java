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

package org.gradiscope.attack.method.blackbox;

import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Tensor;

/**
 * The boundary attack: a random walk along the boundary of what fools, always towards the original (Brendel
 * et al. 2018, "Decision-Based Adversarial Attacks: Reliable Attacks Against Black-Box Machine Learning
 * Models", algorithm 1). At {@code x}, at the distance {@code D} from the original, a step is
 *
 * <ol>
 * <li>orthogonal: {@code o D} along a random direction at a right angle to that of the original, and back
 * to the sphere of radius D around the original;</li>
 * <li>towards the original, by {@code s D}.</li>
 * </ol>
 *
 * It is taken where it fools and is nearer. Both sizes grow where orthogonal steps alone fool in over half
 * of the cases, and shrink under a fifth; {@code s} also grows where whole steps fool in over a
 * quarter, and shrinks under a tenth. The paper leaves open over how many steps that is counted; here,
 * as in its authors' program (foolbox 3), every tenth step is looked at, and sizes change by a factor of 1.5
 * once 100 orthogonal or 30 whole steps were. A reading of ours: it begins where the way from the
 * original to the first image that fools crosses the boundary, to a thousandth of it.
 *
 * @param queries how many times the network may be asked about an image, at least 1
 * @param orthogonal o at first, a part of the distance, over 0
 * @param towards s at first, a part of the distance, over 0 and under 1
 * @param start where it starts
 * @param seed of the directions, and of noise to start from
 */
public record Boundary(int queries, double orthogonal, double towards, StartImage start, long seed)
	implements DecisionAttack {

	/** How far beyond the boundary it begins. */
	static final double BEYOND = 1e-3;
	/** Every so many steps the orthogonal one is asked about alone. */
	private static final int LOOK = 10;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Boundary {
		BlackBoxAttack.requireQueries(queries);
		OptionChecks.require(orthogonal > 0 && Double.isFinite(orthogonal), "an orthogonal step over 0",
			orthogonal);
		OptionChecks.require(towards > 0 && towards < 1, "a step towards the image over 0 and under 1",
			towards);
	}

	/** 5000 queries, both steps a hundredth of the distance at first. */
	public static Boundary usual() {
		return new Boundary(QUERIES, 0.01, 0.01, StartImage.NONE, 1);
	}

	@Override
	public Norm norm() {
		return Norm.L2;
	}

	public Boundary withQueries(final int newQueries) {
		return OptionRecords.with(this, "queries", newQueries);
	}

	@Override
	public Boundary withStart(final StartImage newStart) {
		return OptionRecords.with(this, "start", newStart);
	}

	public Boundary withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public void near(final Decisions decisions, final Tensor first, final SplittableRandom random) {
		final BoundarySteps sizes = new BoundarySteps(orthogonal, towards);
		Tensor at = decisions.boundary(first, BEYOND);
		for (int step = 1; decisions.left() > 0 && !sizes.isConverged(); step++) {
			final double distance = decisions.distance(at);
			if (distance == 0) return;
			final Tensor around = around(decisions, at, distance, sizes.orthogonal(), random);
			final Tensor nearer = nearer(decisions, around, distance, sizes.towards());
			final boolean looked = step % LOOK == 0 && decisions.left() >= 2;
			final boolean[] fooled =
				decisions.fooled(looked ? Tensor.batch(List.of(nearer, around)) : nearer);
			if (fooled[0] && decisions.distance(nearer) < distance) at = nearer;
			if (looked) sizes.add(fooled[1], fooled[0]);
		}
	}

	/** An orthogonal step. */
	private static Tensor around(final Decisions decisions, final Tensor at, final double distance,
		final double size, final SplittableRandom random) {
		final float[] centre = decisions.image().values().data();
		final double[] step = new double[at.size()];
		double along = 0;
		for (int i = 0; i < step.length; i++) {
			if (decisions.isFree(i)) step[i] = random.nextGaussian();
			along += step[i] * (at.data()[i] - centre[i]);
		}
		double squares = 0;
		for (int i = 0; i < step.length; i++) {
			step[i] -= along / (distance * distance) * (at.data()[i] - centre[i]);
			squares += step[i] * step[i];
		}
		final double scale = size * distance / Math.max(Double.MIN_NORMAL, Math.sqrt(squares));
		final double back = 1 / Math.sqrt(1 + size * size);
		final float[] values = new float[step.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (centre[i] + back * (at.data()[i] - centre[i] + scale * step[i]));
		return decisions.ball().project(Tensor.of(at.shape(), values));
	}

	/** A step towards the original, to a part of the distance that there was. */
	private static Tensor nearer(final Decisions decisions, final Tensor around,
		final double distance, final double size) {
		final double here = decisions.distance(around);
		final double part = Math.min(1, (1 - size) * distance / here);
		final float[] centre = decisions.image().values().data();
		final float[] values = new float[centre.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (centre[i] + part * (around.data()[i] - centre[i]));
		return decisions.ball().project(Tensor.of(around.shape(), values));
	}
}
