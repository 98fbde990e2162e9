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

import java.util.SplittableRandom;

import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Tensor;

/**
 * HopSkipJump: from the boundary of what fools a step along it, where more fools, and straight back to it
 * (Chen et al. 2020, "HopSkipJumpAttack: A Query-Efficient Decision-Based Attack", algorithm 2). In step t
 * the direction {@code v} of the boundary's slope at {@code x} is estimated from the decisions of
 * {@code B_0 sqrt(t)} copies near it ({@link BoundarySlope}), and
 *
 * <pre>
 * x = x + s v / |v|    in L2,   x + s sign(v)  in L-infinity,   s = |x - x*| / sqrt(t), halved until it fools
 * x = a x* + (1 - a) x in L2, or x* + clip(x - x*, -a, a), with a by bisection
 * </pre>
 *
 * The copies are {@code |x - x*| / d} away, of d values that may change, in the first step a tenth of the value
 * range; a bisection ends at {@code d^(-3/2)} of the way, in L-infinity at {@code d^-2}: the constants of
 * the paper's experiments. Readings taken: less than single precision tells apart is not asked for; the
 * last step has fewer copies, so that queries are left for what follows it.
 *
 * @param norm in which the change is small
 * @param queries how many times the network may be asked about an image, at least 1
 * @param copies B_0, at least 2
 * @param most of copies in a step, at least {@code copies}
 * @param start where it starts
 * @param seed of the directions, and of noise to start from
 */
public record HopSkipJump(Norm norm, int queries, int copies, int most, StartImage start, long seed)
	implements DecisionAttack {

	/** What the first step's copies are away, as a part of the value range. */
	private static final double FIRST = 0.1;
	/** A step is halved so often. */
	private static final int HALVINGS = 20;
	/** What a step and a bisection take of queries. */
	private static final int RESERVE = 30;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public HopSkipJump {
		BlackBoxAttack.requireQueries(queries);
		OptionChecks.require(copies >= 2, "copies of at least 2", copies);
		OptionChecks.require(most >= copies, "most copies of at least " + copies, most);
	}

	/** 5000 queries, 100 copies in the first step and 10,000 at most, as published. */
	public static HopSkipJump of(final Norm norm) {
		return new HopSkipJump(norm, QUERIES, 100, 10_000, StartImage.NONE, 1);
	}

	public HopSkipJump withQueries(final int newQueries) {
		return OptionRecords.with(this, "queries", newQueries);
	}

	public HopSkipJump withCopies(final int newCopies) {
		return OptionRecords.with(this, "copies", newCopies);
	}

	@Override
	public HopSkipJump withStart(final StartImage newStart) {
		return OptionRecords.with(this, "start", newStart);
	}

	public HopSkipJump withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public void near(final Decisions decisions, final Tensor first, final SplittableRandom random) {
		final BoundarySlope slope = new BoundarySlope(decisions, random);
		final int d = decisions.dimensions();
		final double tolerance = 1 / (norm == Norm.L2 ? d * Math.sqrt(d) : (double) d * d);
		Tensor at = decisions.boundary(first, tolerance);
		for (int step = 1; decisions.left() > RESERVE; step++) {
			final double distance = decisions.distance(at);
			if (distance == 0) return;
			final double away = step == 1 ? FIRST * decisions.image().range().extent() : distance / d;
			final int wanted = (int) Math.min(most, copies * Math.sqrt(step));
			final Tensor direction = slope.at(at, away, Math.min(wanted, decisions.left() - RESERVE));
			final Tensor beyond = step(decisions, at, direction, distance / Math.sqrt(step));
			if (beyond != null) at = decisions.boundary(beyond, tolerance);
		}
	}

	/** A step that fools; null if none does. */
	private Tensor step(final Decisions decisions, final Tensor at, final Tensor direction,
		final double longest) {
		double size = longest;
		for (int i = 0; i < HALVINGS && decisions.left() > 0; i++) {
			final float[] values = at.data().clone();
			for (int k = 0; k < values.length; k++) {
				final float v = direction.data()[k];
				values[k] += (float) (size * (norm == Norm.L2 ? v : Math.signum(v)));
			}
			final Tensor there = decisions.ball().project(Tensor.of(at.shape(), values));
			if (decisions.isFooled(there)) return there;
			size /= 2;
		}
		return null;
	}
}
