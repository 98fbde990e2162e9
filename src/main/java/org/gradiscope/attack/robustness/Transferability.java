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

import java.util.List;

import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;

/**
 * How often what fools one network fools another (Tram&egrave;r et al. 2018, "Ensemble Adversarial
 * Training"; Liu et al. 2016). A network is fooled by a perturbed image, as it would be saved, if it gives it another
 * class than it gives the clean image. So no labels are needed, and networks of different classes
 * compare.
 */
public final class Transferability {

	private final int[][] both;
	private final int[][] fooled;
	private int images;

	private Transferability(final int networks) {
		both = new int[networks][networks];
		fooled = new int[networks][networks];
	}

	/**
	 * Attacks each network on each image, and shows what comes out to all.
	 *
	 * @param networks sources and targets
	 * @param epsilon the only one; methods that seek the smallest change pass over it
	 */
	public static Transferability of(final List<? extends Network> networks,
		final AttackMethod method, final Epsilons epsilon, final LabelledImages examples,
		final Progress progress) {
		if (epsilon.count() != 1 || epsilon.sizes().get(0) == 0) throw new IllegalArgumentException(
			"One epsilon over 0 is needed, but " + epsilon.sizes() + " was given.");
		PerturbedBatch.check(method);
		networks.forEach(network -> network.descriptor().requireClasses("A transfer matrix"));
		final Transferability matrix = new Transferability(networks.size());
		ImageBatch.forEach(examples, progress,
			(parts, batch) -> matrix.add(networks, method, epsilon, batch,
				new Progress.SubProgress(progress, Math.max(0, parts - batch.count()),
					Math.min(parts, batch.count()), examples.count(), "")));
		return matrix;
	}

	private void add(final List<? extends Network> networks, final AttackMethod method,
		final Epsilons epsilon, final ImageBatch batch, final Progress progress) {
		images += batch.count();
		final double wanted = epsilon.in(batch.images().range(), 0);
		// Of a narrow display range the usual size may be less than the one level that images hold.
		final boolean tooFine =
			epsilon.relative() && !batch.format().canChange(batch.bound(method, wanted));
		final double perValue = tooFine ? Math.max(1, wanted) : wanted;
		batch.format().check(batch.bound(method, perValue));
		final int[][] clean = new int[both.length][];
		for (int t = 0; t < clean.length; t++)
			clean[t] = PerturbedBatch.classes(networks.get(t), batch.images());
		for (int s = 0; s < clean.length; s++) {
			final PerturbedBatch perturbed = PerturbedBatch.of(networks.get(s), batch.labelled(clean[s]),
				method, perValue, new Progress.SubProgress(progress, s, 1, clean.length,
					networks.get(s).descriptor().name()));
			final int[][] after = new int[clean.length][];
			for (int t = 0; t < clean.length; t++)
				after[t] = perturbed.classes(networks.get(t));
			count(s, clean, after);
		}
	}

	private void count(final int source, final int[][] clean, final int[][] after) {
		for (int t = 0; t < clean.length; t++)
			for (int n = 0; n < clean[t].length; n++) {
				final boolean moved = clean[t][n] != after[t][n];
				if (moved) fooled[source][t]++;
				if (moved && clean[source][n] != after[source][n]) both[source][t]++;
			}
	}

	/** How many networks. */
	public int size() {
		return both.length;
	}

	/** How many images. */
	public int images() {
		return images;
	}

	/** Of the images that fool the source, which they were made against: how many fool the target. */
	public Proportion transfer(final int source, final int target) {
		return new Proportion(both[source][target], both[source][source]);
	}

	/** Of all images that were made against the source: how many fool the target. */
	public Proportion fooled(final int source, final int target) {
		return new Proportion(fooled[source][target], images);
	}
}
