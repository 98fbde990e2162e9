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

package org.gradiscope.attack.robustness;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethod.Family;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;

/**
 * How a network's accuracy falls as images are perturbed more and more. An image is right where the
 * network gives its label to the clean image and, after the attack, to what would be saved; what is
 * wrong when clean is wrong at every epsilon and is not attacked.
 * <p>
 * Each method is run for each epsilon by itself, so one step of a fixed length (fgsm) may fool at one
 * epsilon and not at a larger one. A method that seeks the smallest change runs once: it fools at every
 * epsilon from the size of its change on, of what would be saved: where integer grey levels lose a change, it is
 * lengthened until they keep it. Accuracy under attack is an upper bound: a stronger attack may
 * fool more (Carlini et al. 2019, "On Evaluating Adversarial Robustness").
 * </p>
 *
 * @param methods of attack
 * @param epsilons for each
 */
public record AccuracyUnderAttack(List<AttackMethod> methods, Epsilons epsilons) {

	/**
	 * A point of a curve.
	 *
	 * @param epsilon in the unit of {@link Epsilons}
	 * @param accuracy the share of images that are right
	 */
	public record Point(AttackMethod method, double epsilon, Proportion accuracy) {}

	/** @throws IllegalArgumentException if there is no method, or one that epsilon does not measure */
	public AccuracyUnderAttack {
		if (methods.isEmpty())
			throw new IllegalArgumentException("At least one method is needed, but none was given.");
		methods.forEach(PerturbedBatch::check);
		methods = List.copyOf(methods);
	}

	/** The points of all methods, each by ascending epsilon. */
	public List<Point> of(final Network network, final LabelledImages examples,
		final Progress progress) {
		network.descriptor().requireClasses("A robustness curve");
		final int[][] right = new int[methods.size()][epsilons.count()];
		final int[] total = new int[1];
		ImageBatch.forEach(examples, progress, (parts, batch) -> {
			total[0] += batch.count();
			final ImageBatch clean = right(network, batch);
			if (clean != null) count(network, clean, right, new Progress.SubProgress(progress,
				Math.max(0, parts - batch.count()), Math.min(parts, batch.count()), examples.count(), ""));
		});
		final List<Point> points = new ArrayList<>();
		for (int m = 0; m < right.length; m++)
			for (int e = 0; e < epsilons.count(); e++)
				points.add(new Point(methods.get(m), epsilons.sizes().get(e),
					new Proportion(right[m][e], total[0])));
		return points;
	}

	/** What is right when clean, with labels; null if nothing is. */
	private static ImageBatch right(final Network network, final ImageBatch batch) {
		final int[] classes = PerturbedBatch.classes(network, batch.images());
		final boolean[] right = new boolean[classes.length];
		for (int n = 0; n < right.length; n++)
			right[n] = batch.labels()[n] == LabelledImages.LabelledImage.AS_PREDICTED ||
				batch.labels()[n] == classes[n];
		return batch.labelled(classes).only(right);
	}

	private void count(final Network network, final ImageBatch clean, final int[][] right,
		final Progress progress) {
		for (int m = 0; m < right.length; m++) {
			final Progress part =
				new Progress.SubProgress(progress, m, 1, right.length, String.valueOf(methods.get(m)));
			final int[] more =
				methods.get(m).family() == Family.MINIMAL ? minimal(network, clean, methods.get(m), part)
					: bounded(network, clean, methods.get(m), part);
			for (int e = 0; e < more.length; e++)
				right[m][e] += more[e];
		}
	}

	private int[] bounded(final Network network, final ImageBatch clean, final AttackMethod method,
		final Progress progress) {
		final int[] right = new int[epsilons.count()];
		for (int e = 0; e < right.length; e++) {
			final double epsilon = epsilons.in(clean.images().range(), e);
			if (epsilon > 0 && !epsilons.relative()) clean.format().check(clean.bound(method, epsilon));
			right[e] = epsilon == 0 ? clean.count()
				: same(clean.labels(), PerturbedBatch
					.of(network, clean, method, epsilon, new Progress.SubProgress(progress, e, right.length))
					.classes(network));
		}
		return right;
	}

	private static int same(final int[] labels, final int[] classes) {
		int same = 0;
		for (int n = 0; n < labels.length; n++)
			if (labels[n] == classes[n]) same++;
		return same;
	}

	private int[] minimal(final Network network, final ImageBatch clean, final AttackMethod method,
		final Progress progress) {
		// Such a method takes no epsilon.
		final PerturbedBatch perturbed =
			PerturbedBatch.of(network, clean, method, clean.images().range().extent(), progress);
		final int[] classes = perturbed.classes(network);
		final double[] sizes = perturbed.sizes();
		final int[] right = new int[epsilons.count()];
		for (int e = 0; e < right.length; e++)
			for (int n = 0; n < sizes.length; n++)
				if (classes[n] == clean.labels()[n] || sizes[n] > epsilons.in(clean.images().range(), e))
					right[e]++;
		return right;
	}
}
