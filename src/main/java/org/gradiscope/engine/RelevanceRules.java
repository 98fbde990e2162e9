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

package org.gradiscope.engine;

/**
 * How layer-wise relevance propagation hands the relevance {@code R_k} of a unit down to the units
 * {@code j} that it was computed from, {@code z_k = sum_j a_j w_jk + b_k}. A batch normalisation behind
 * a layer is part of its {@code w} and {@code b}. {@code v+} is {@code max(v, 0)}, {@code v-} is
 * {@code min(v, 0)}; a bias keeps its share of the relevance.
 * <p>
 * What has no weights of its own is the same under all of them: ReLUs pass relevance as it is,
 * a maximum gives all to the largest, and averages and sums of branches share in proportion to their
 * terms.
 * </p>
 */
public enum RelevanceRules {

	/** {@code R_j = sum_k a_j w_jk / z_k R_k} (Bach et al. 2015, equation 56); nothing where z is 0. */
	ZERO("zero"),

	/**
	 * The same over {@code z_k + e sign(z_k)}, with e = {@value #STABILIZER} (Bach et al. 2015, equation
	 * 58); so are the quotients of the rules that follow.
	 */
	EPSILON("epsilon"),

	/**
	 * {@code w} gives way to {@code w + g w+}, with g = {@value #FAVOUR} (Montavon et al. 2019,
	 * "Layer-Wise Relevance Propagation: An Overview"). The paper has activations from 0 up and units that
	 * are open. Elsewhere the reading that generalises it (Andeol et al. 2021) favours whatever has the
	 * sign of {@code z_k}: {@code a_j+} goes with {@code w + g w+} and {@code a_j-} with {@code w + g w-}
	 * where {@code z_k > 0}, the other way round where {@code z_k < 0}.
	 */
	GAMMA("gamma"),

	/**
	 * {@code R_j = sum_k (a_j w_jk)+ / (sum_i (a_i w_ik)+ + b_k+) R_k} (Bach et al. 2015, equation 60 with
	 * alpha 1 and beta 0).
	 */
	ALPHA1_BETA0("alpha1beta0"),

	/**
	 * {@code R_j = sum_k (a_j w_jk)+ / sum_i (a_i w_ik)+ R_k}: the same without biases (Zhang et al. 2018, "Top-Down Neural
	 * Attention by Excitation Backprop", equation 4, whose activations are from 0 up).
	 */
	EXCITATION("excitation"),

	/**
	 * By the kind of layer, after Kohlbrenner et al. 2020, "Towards Best Practice in Explaining Neural
	 * Network Decisions with LRP": {@link #EPSILON} for dense layers, the box rule (Montavon et al. 2017,
	 * "Explaining nonlinear classification decisions with deep Taylor decomposition")
	 * {@code R_j = sum_k (a_j w_jk - l_j w_jk+ - h_j w_jk-) / sum_i (...) R_k} for the layer that sees the
	 * pixels, {@code l} and {@code h} being black and white, and for the other convolutions
	 * {@link #GAMMA}, as Montavon et al. 2019 recommend, where the former have alpha and beta. A
	 * convolution of a single position is a dense layer.
	 */
	COMPOSITE("composite");

	/** What keeps a quotient finite. */
	public static final float STABILIZER = 1e-6f;

	/** By how much {@link #GAMMA} favours weights of the right sign. */
	public static final float FAVOUR = 0.25f;

	private final String word;

	RelevanceRules(final String word) {
		this.word = word;
	}

	/** The word by which users choose it, for example {@code alpha1beta0}. */
	@Override
	public String toString() {
		return word;
	}
}
