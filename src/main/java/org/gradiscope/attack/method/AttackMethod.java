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

package org.gradiscope.attack.method;

import java.util.function.Function;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.control.Blur;
import org.gradiscope.attack.method.control.Contrast;
import org.gradiscope.attack.method.control.Noise;
import org.gradiscope.attack.method.gradient.Apgd;
import org.gradiscope.attack.method.gradient.Bim;
import org.gradiscope.attack.method.gradient.Confidence;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.MiFgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.method.unbounded.Jsma;
import org.gradiscope.attack.method.unbounded.RotationTranslation;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;

/** The attacks, by the words that users choose. */
public enum AttackMethod {

	/** One step of epsilon for every value (Goodfellow et al. 2014). */
	FGSM("fgsm", Norm.LINF, Fgsm::new),

	/** One step along the gradient (Goodfellow et al. 2014). */
	FGM("fgm", Norm.L2, Fgsm::new),

	/** Many steps towards the least likely class, {@link Criterion#leastLikely} (Kurakin et al. 2016). */
	LEAST_LIKELY("least-likely", Norm.LINF, Bim::of),

	/** Many steps from the image itself (Kurakin et al. 2016). */
	BIM("bim", Norm.LINF, Bim::of),

	/** Many steps from a random start (Madry et al. 2017). */
	PGD("pgd", Norm.LINF, Pgd::of),

	/** Many steps along the gradient from a random start (Madry et al. 2017). */
	PGD_L2("pgd-l2", Norm.L2, Pgd::of),

	/** Steps along a gradient that is accumulated (Dong et al. 2017). */
	MI_FGSM("mi-fgsm", Norm.LINF, MiFgsm::of),

	/** To the nearest boundary in L2 (Moosavi-Dezfooli et al. 2015); it has no epsilon. */
	DEEPFOOL("deepfool", Norm.L2, bound -> DeepFool.of(bound.norm())),

	/** To the nearest boundary in L-infinity (Moosavi-Dezfooli et al. 2015); it has no epsilon. */
	DEEPFOOL_LINF("deepfool-linf", Norm.LINF, bound -> DeepFool.of(bound.norm())),

	/** The smallest change in L2 that Adam finds (Carlini &amp; Wagner 2016); it has no epsilon. */
	CW_L2("cw-l2", Norm.L2, bound -> CarliniWagner.usual()),

	/** As few values as possible, each by much (Papernot et al. 2015); it has no epsilon. */
	JSMA("jsma", Norm.LINF, bound -> Jsma.usual()),

	/** Steps that are halved as needed, on the cross-entropy (Croce &amp; Hein 2020). */
	APGD_CE("apgd-ce", Norm.LINF, bound -> Apgd.of(bound, Loss.CROSS_ENTROPY)),

	/** The same on the difference of logits ratio (Croce &amp; Hein 2020). */
	APGD_DLR("apgd-dlr", Norm.LINF, bound -> Apgd.of(bound, Loss.DLR)),

	/** One perturbation for all images (Moosavi-Dezfooli et al. 2016). */
	UNIVERSAL("universal", Norm.LINF, Universal::of),

	/** One class's confidence from any image, by the value range alone (Veličković 2017). */
	CONFIDENCE("confidence", Norm.LINF, bound -> Confidence.of(Bound.RANGE)),

	/** The worst of many rotations and shifts (Engstrom et al. 2017); it has no epsilon. */
	ROTATION_TRANSLATION("rotation-translation", Norm.LINF, bound -> RotationTranslation.usual()),

	/** PGD that holds however the image is seen (Athalye et al. 2017). */
	EXPECTATION("expectation", Norm.LINF, bound -> Expectation.of(Pgd.of(bound))),

	/** Control: random signs of the size of an attack. */
	NOISE("noise", Norm.LINF, Noise::of),

	/** Control: a blur of the size of an attack. */
	BLUR("blur", Norm.LINF, Blur::of),

	/** Control: a loss of contrast of the size of an attack. */
	CONTRAST("contrast", Norm.LINF, Contrast::new);

	private final String word;
	private final Norm norm;
	private final Function<Bound, Attack> usual;

	AttackMethod(final String word, final Norm norm, final Function<Bound, Attack> usual) {
		this.word = word;
		this.norm = norm;
		this.usual = usual;
	}

	/** In which epsilon is measured. */
	public Norm norm() {
		return norm;
	}

	/** The attack with its usual options. */
	public Attack usual(final double epsilon) {
		return usual.apply(new Bound(norm, epsilon));
	}

	/** The word by which users choose it. */
	@Override
	public String toString() {
		return word;
	}
}
