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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.method.Blur;
import org.gradiscope.attack.method.blackbox.Nes;
import org.gradiscope.attack.method.blackbox.Simba;
import org.gradiscope.attack.method.gradient.Bim;
import org.gradiscope.attack.method.gradient.Confidence;
import org.gradiscope.attack.method.gradient.MiFgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.RotationTranslation;
import org.gradiscope.attack.view.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.command.CommandInfo;

/** What the keys of attacks say of themselves is what the methods do. */
class AttackKeysTest {

	private static final CommandInfo COMMAND = new CommandInfo(AdversarialPerturbation.class);
	/** A name and its number. */
	private static final Pattern OWN = Pattern.compile("of ([a-z0-9-]+) (\\d+)");
	private static final Bound EIGHT = new Bound(Norm.LINF, 8);

	/** What stands after {@code auto: } in the description of a key. */
	private static String auto(final String key) {
		final String description = COMMAND.getInput(key).getDescription();
		return description.substring(description.indexOf("auto: ") + "auto: ".length());
	}

	static Stream<AttackMethod> stepping() {
		return Arrays.stream(AttackMethod.values()).filter(method -> method.keys().contains("steps"));
	}

	/** The first number is that of all methods that are not named. */
	@ParameterizedTest
	@MethodSource("stepping")
	void theAutomaticNumberOfStepsIsSaid(final AttackMethod method) throws Exception {
		final String own =
			OWN.matcher(auto("steps")).results().filter(one -> method.name().startsWith(one.group(1)))
				.map(one -> one.group(2)).findFirst().orElse(auto("steps").split(",")[0]);
		final Attack usual = method.usual(8);
		assertEquals(own, String.valueOf(usual.getClass().getMethod("steps").invoke(usual)));
	}

	@Test
	void theAutomaticSizesOfStepsAreSaid() {
		assertTrue(auto("stepsize").startsWith("of pgd a quarter of epsilon, at least 2.5 epsilon / " +
			"steps, of bim 1.25 epsilon / steps, of mi-fgsm epsilon / steps, of confidence 4/255 of the " +
			"range, of nes a tenth of epsilon, of simba and simba-dct a fifth of the range."));
		assertEquals(0.1, Nes.of(EIGHT).step());
		assertEquals(0.2, Simba.of(Simba.Basis.DCT).step());
		assertEquals(0.25, Pgd.of(EIGHT).step());
		assertEquals(2.5 / 7, Pgd.of(EIGHT).withSteps(7).step());
		assertEquals(1.25 / 7, Bim.of(EIGHT).withSteps(7).step());
		assertEquals(1.0 / 7, MiFgsm.of(EIGHT).withSteps(7).step());
		assertEquals(4 / 255.0, Confidence.of(EIGHT).withSteps(7).step());
	}

	@Test
	void theAutomaticViewsAreSaid() {
		assertEquals("30 of rotation-translation, 10 of expectation.", auto("angle"));
		assertEquals(30, RotationTranslation.usual().angle());
		assertEquals(10, View.USUAL.pose().rotation());
		assertEquals("2; of expectation the largest of views, auto: 1.", auto("blur"));
		assertEquals(2, Blur.of(EIGHT).sigma());
		assertEquals(1, View.USUAL.camera().blur());
	}

	/** A key that only some methods read is one of theirs. */
	@Test
	void everyKeyOfAMethodIsAKeyOfTheCommand() {
		for (final AttackMethod method : AttackMethod.values())
			for (final String key : Stream.concat(method.keys().stream(), method.commandKeys().stream())
				.toList())
				assertTrue(COMMAND.getInput(key) != null, method + ": " + key);
	}

	@Test
	void familiesAreWhatTheAttacksAre() {
		for (final AttackMethod method : AttackMethod.values()) {
			final Attack usual = method.usual(8);
			assertEquals(method.family().isBounded(), usual.bound().isFinite(), method.name());
			assertEquals(method.isMeasured(), method.family() == AttackMethod.Family.MINIMAL ||
				usual instanceof BoundedAttack && method != AttackMethods.UNIVERSAL, method.name());
		}
	}

	@Test
	void theDescriptionNamesThePapers() {
		assertEquals("fgsm, fgm (L2): Goodfellow 2014; least-likely, bim: Kurakin 2016; pgd, pgd-l2: " +
			"Madry 2017; mi-fgsm: Dong 2017; deepfool (L2), deepfool-linf: Moosavi-Dezfooli 2015; cw-l2: " +
			"Carlini & Wagner 2016; jsma: Papernot 2015; apgd-ce, apgd-dlr, apgd-t, fab, fab-l2, autoattack, " +
			"autoattack-l2: Croce & Hein 2020; universal, " +
			"one change for all slices: Moosavi-Dezfooli 2016; confidence: Veličković 2017; " +
			"rotation-translation: Engstrom 2017; expectation, over views: Athalye 2017; square, " +
			"square-l2: Andriushchenko 2020; nes: Ilyas 2018; simba, simba-dct: Guo 2019; evolution, of one " +
			"pixel or a few: Su 2019; boundary (L2): Brendel 2018; hopskipjump (L2), hopskipjump-linf: Chen " +
			"2020; noise, blur, contrast: controls, what other change of the same size does.",
			Hints.description(COMMAND.getInput("method")));
	}
}
