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

package org.gradiscope.attack.method.unbounded;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * DeepFool: to the nearest of the hyperplanes where another class would win if the scores were linear,
 * again and again until one does (Moosavi-Dezfooli et al. 2015, "DeepFool: a simple and accurate method
 * to fool deep neural networks", algorithm 2). With {@code f_k} the score of class k less that of the
 * class to be lost, and {@code w_k} its gradient,
 *
 * <pre>
 * l = argmin_k |f_k| / |w_k|*
 * r = |f_l| / |w_l|^2 w_l        in L2,  |w|* = |w|
 * r = |f_l| / |w_l|_1 sign(w_l)  in L-infinity,  |w|* = |w|_1
 * x = x + (1 + overshoot) r
 * </pre>
 *
 * The readings taken: the overshoot is on every step, and so on their sum, as in the authors' program
 * (the paper adds it in the end); the classes are the best of the clean image, the one to be lost among
 * them, as there; each x is cut to the value range. Where nothing may change, or a value at
 * the end of the range would be led out of it, w is 0: a hyperplane's distance is that within reach. (If
 * such values counted, each step would fall short, and the boundary would be neared but not crossed.)
 * <p>
 * It knows no target in the paper. With one, the only hyperplane is that between the target and the
 * class that is the best other at that step. Each image stops for itself, and stays as it is where all
 * gradients are zero.
 * </p>
 *
 * @param norm in which the change is small
 * @param steps at most, at least 1
 * @param candidates how many classes of the clean image are looked at, at least 2; all where there are
 *          not so many
 * @param overshoot by which fraction it goes beyond the hyperplane, at least 0
 */
public record DeepFool(Norm norm, int steps, int candidates, double overshoot)
	implements PerImageAttack {

	/** So many pixels are differentiated in one run: ten images of 512 x 512. */
	private static final long PIXELS = 10L * 512 * 512;

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public DeepFool {
		OptionChecks.require(steps >= 1, "steps of at least 1", steps);
		OptionChecks.require(candidates >= 2, "candidates of at least 2", candidates);
		OptionChecks.require(overshoot >= 0 && Double.isFinite(overshoot), "an overshoot of at least 0",
			overshoot);
	}

	/** 50 steps, 10 candidates, overshoot 0.02: the paper's. */
	public static DeepFool of(final Norm norm) {
		return new DeepFool(norm, 50, 10, 0.02);
	}

	public DeepFool withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public DeepFool withCandidates(final int newCandidates) {
		return OptionRecords.with(this, "candidates", newCandidates);
	}

	public DeepFool withOvershoot(final double newOvershoot) {
		return OptionRecords.with(this, "overshoot", newOvershoot);
	}

	@Override
	public Tensor perturbOne(final TargetModel model, final Pixels image, final EpsilonBall ball,
		final Progress progress) {
		final OfClasses criterion = ClassRanking.criterion(model);
		Tensor current = image.values();
		Tensor clean = null;
		for (int i = 0; i < steps; i++) {
			progress.check();
			final Tensor scores = model.scores(image.with(current));
			if (clean == null) clean = scores;
			if (criterion.isMet(scores)) break;
			final Hyperplane nearest =
				nearest(model, image.with(current), ball, pairs(criterion, clean, scores));
			if (nearest.distance() == 0 || !Double.isFinite(nearest.distance())) break;
			current = ball.project(nearest.crossed(current, 1 + overshoot));
			progress.report(i + 1, steps,
				String.format(Locale.ROOT, "nearest boundary at %.4g", nearest.distance()));
		}
		return current;
	}

	/** One row for each hyperplane: 1 at the class to be reached, -1 at the one to be left. */
	private Tensor pairs(final OfClasses criterion, final Tensor clean, final Tensor scores) {
		final int reference = criterion.reference();
		if (criterion.sign() > 0) return rows(List.of(reference),
			ClassRanking.others(scores, reference, 1).get(0), scores.size());
		return rows(ClassRanking.others(clean, reference, candidates - 1), reference, scores.size());
	}

	private static Tensor rows(final List<Integer> reached, final int left, final int classes) {
		final Tensor rows = Tensor.zeros(Shape.of(reached.size(), classes));
		for (int m = 0; m < reached.size(); m++) {
			rows.data()[m * classes + reached.get(m)] = 1;
			rows.data()[m * classes + left] = -1;
		}
		return rows;
	}

	private Hyperplane nearest(final TargetModel model, final Pixels image, final EpsilonBall ball,
		final Tensor pairs) {
		final int all = pairs.shape().dimension(0);
		final int atOnce = (int) Math.max(1, PIXELS / image.positions());
		Hyperplane nearest = null;
		for (int from = 0; from < all; from += atOnce) {
			final Tensor some = part(pairs, from, Math.min(all, from + atOnce));
			final int count = some.shape().dimension(0);
			final Answer evaluation = model.logits(PerImageAttack.repeated(image, count), some);
			for (int m = 0; m < count; m++) {
				final Hyperplane plane = Hyperplane.of(norm, evaluation.values()[m],
					within(ball, image.values(), evaluation.gradient().item(m)));
				if (nearest == null || plane.distance() < nearest.distance()) nearest = plane;
			}
		}
		return nearest;
	}

	/** A slope, 0 where it leads out. */
	private static Tensor within(final EpsilonBall ball, final Tensor image, final Tensor slope) {
		final float[] within = slope.data().clone();
		for (int i = 0; i < within.length; i++) {
			final float value = image.data()[i];
			if (within[i] > 0 ? value >= ball.upper(i) : value <= ball.lower(i)) within[i] = 0;
		}
		return Tensor.of(slope.shape(), within);
	}

	private static Tensor part(final Tensor rows, final int from, final int to) {
		final int classes = rows.shape().dimension(1);
		return Tensor.of(Shape.of(to - from, classes),
			Arrays.copyOfRange(rows.data(), from * classes, to * classes));
	}

	/**
	 * Where two classes have equal scores, as far as the slope {@code w} of their difference {@code f} at an
	 * image tells: the images {@code x + r} with {@code f + w . r = 0}.
	 *
	 * @param norm in which it is sought
	 * @param value f
	 * @param slope w, of one image
	 * @param dual the dual norm of w: the L2 norm for L2, the L1 norm for L-infinity
	 */
	private record Hyperplane(Norm norm, double value, Tensor slope, double dual) {

		static Hyperplane of(final Norm norm, final double value, final Tensor slope) {
			return new Hyperplane(norm, value, slope,
				norm == Norm.L2 ? Norm.L2.of(slope.data(), 0, slope.size()) : sum(slope.data()));
		}

		private static double sum(final float[] values) {
			double sum = 0;
			for (final float value : values)
				sum += Math.abs(value);
			return sum;
		}

		/** {@code |f| / |w|*}, in grey levels; infinite where the slope is zero, for nothing leads there. */
		double distance() {
			return dual > 0 ? Math.abs(value) / dual : Double.POSITIVE_INFINITY;
		}

		/**
		 * An image after a multiple of the shortest way up to it, {@code |f| / |w|^2 w} in L2,
		 * {@code |f| / |w|_1 sign(w)} in L-infinity.
		 */
		Tensor crossed(final Tensor image, final double multiple) {
			final double way = multiple * distance();
			final float[] w = slope.data();
			final float[] values = image.data().clone();
			for (int i = 0; i < w.length; i++)
				values[i] += (float) (way * (norm == Norm.L2 ? w[i] / dual : Math.signum(w[i])));
			return Tensor.of(image.shape(), values);
		}
	}
}
