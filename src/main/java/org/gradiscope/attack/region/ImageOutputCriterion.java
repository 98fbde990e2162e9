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

package org.gradiscope.attack.region;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Activation;
import org.gradiscope.objective.Expression.Add;
import org.gradiscope.objective.Expression.Constant;
import org.gradiscope.objective.Expression.Largest;
import org.gradiscope.objective.Expression.Product;
import org.gradiscope.objective.Function;
import org.gradiscope.objective.Objective;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** A criterion about a region of a picture; its objectives are made, and so compiled, once. */
abstract class ImageOutputCriterion implements Criterion.RegionCriterion {

	/** The part of a region that usually has to be another. */
	public static final double MOST = 0.5;

	/** A region nearer to the background, as a fraction of what the map's values span, is none. */
	private static final double FLAT = 1e-3;

	final ImageOutput picture;
	final double fraction;
	private final Map<Loss, Objective> objectives = new EnumMap<>(Loss.class);

	ImageOutputCriterion(final ImageOutput picture, final double fraction) {
		this.picture = picture;
		this.fraction = fraction;
		if (!(fraction > 0 && fraction < 1)) throw new IllegalArgumentException(
			"The part of a region is a fraction between 0 and 1, but " + fraction + " was given.");
	}

	@Override
	public final synchronized Objective objective(final Loss loss) {
		if (loss == Loss.DLR) throw new IllegalArgumentException(
			"A region has no loss " + loss + "; take the cross-entropy or the margin.");
		return objectives.computeIfAbsent(loss, this::make);
	}

	abstract Objective make(Loss loss);

	/** @throws IllegalArgumentException if the region of a map is no other than the background */
	static void requireObject(final double contrast, final ImageOutput picture) {
		if (!(contrast > FLAT * picture.span())) throw new IllegalArgumentException(
			"A region that differs from the background of the network's output is expected, but this " +
				"does not; select what the network shows there.");
	}

	/** Without the picture. */
	@Override
	public String toString() {
		return getClass().getSimpleName() + "[fraction=" + fraction + "]";
	}

	/** What is climbed, position by position, on average over a region. */
	static final class RegionLoss {

		/** So far under all scores that a class is none of the largest. */
		private static final float OUT_OF_REACH = -1e9f;

		private static final Expression SCORES = new Activation(Expression.LOGITS);

		private RegionLoss() {}

		/**
		 * The positive evidence for a class at each position: {@code sum_p w_p log q_p,k(p)}, or the margin
		 * {@code sum_p w_p (z_p,k(p) - max_(j != k(p)) z_pj)}.
		 *
		 * @param classes k, one for each position
		 */
		static Objective classes(final Loss loss, final ImageOutput picture, final int[] classes) {
			final Expression chosen = constant(picture, picture.channels(), classes, true);
			if (loss == Loss.CROSS_ENTROPY) return new Objective(
				Function.SUM.of(new Product(Function.LOG_PROBABILITIES.of(SCORES), chosen)));
			final Expression others =
				new Largest(new Add(SCORES, constant(picture, picture.channels(), classes, false)), 1);
			final Tensor weights =
				Tensor.of(Shape.of(picture.before().shape().sides()), picture.weights());
			return new Objective(Function.SUM.of(new Product(SCORES, chosen)))
				.minus(new Objective(Function.SUM.of(new Product(others, new Constant(weights)))));
		}

		/** The weight, or what takes it out of reach, at each position's class; 0 at the others. */
		private static Constant constant(final ImageOutput picture, final int channels,
			final int[] classes, final boolean weigh) {
			final Tensor constant = Tensor.zeros(shape(picture));
			for (int p = 0; p < classes.length; p++)
				constant.data()[p * channels + classes[p]] = weigh ? picture.weights()[p] : OUT_OF_REACH;
			return new Constant(constant);
		}

		/**
		 * The mean distance of a map from another, {@code sum_p w_p |z_p - t_p|}.
		 *
		 * @param from t, one for each position
		 */
		static Objective distance(final ImageOutput picture, final float[] from) {
			final float[] negative = new float[from.length];
			for (int p = 0; p < from.length; p++)
				negative[p] = -from[p];
			final Expression distance =
				Function.ABSOLUTE.of(new Add(SCORES, new Constant(Tensor.of(shape(picture), negative))));
			return new Objective(Function.SUM
				.of(new Product(distance, new Constant(Tensor.of(shape(picture), picture.weights())))));
		}

		private static Shape shape(final ImageOutput picture) {
			final int[] before = picture.before().shape().toArray();
			return Shape.of(Arrays.copyOfRange(before, 1, before.length));
		}
	}
}
