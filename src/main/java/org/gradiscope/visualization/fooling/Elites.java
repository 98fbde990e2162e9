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

package org.gradiscope.visualization.fooling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The best genome of each class so far, and the probability that the network gives its picture for
 * it. A class's probability never falls.
 */
final class Elites<G> {

	private final List<G> genomes;
	private final float[] fitness;

	Elites(final int classes) {
		genomes = new ArrayList<>(Collections.nCopies(classes, null));
		fitness = new float[classes];
		Arrays.fill(fitness, Float.NEGATIVE_INFINITY);
	}

	/**
	 * Whoever is better than the elite of a class takes its place, in as many classes as that is so.
	 *
	 * @param probabilities of the genome's picture, one per class
	 * @return in how many
	 */
	int place(final G genome, final float[] probabilities) {
		int places = 0;
		for (int k = 0; k < fitness.length; k++)
			if (probabilities[k] > fitness[k]) {
				fitness[k] = probabilities[k];
				genomes.set(k, genome);
				places++;
			}
		return places;
	}

	/** The elite of a class; null before the first is placed. */
	G get(final int target) {
		return genomes.get(target);
	}

	/** Its probability, 0..1. */
	double fitness(final int target) {
		return fitness[target];
	}

	/** The number of classes. */
	int size() {
		return fitness.length;
	}
}
