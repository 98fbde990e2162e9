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

package org.gradiscope.scripting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.gradiscope.Gradiscope;
import org.gradiscope.PerturbedImage;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.AttackMethods;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.command.AdversarialPerturbation;
import org.gradiscope.command.Classify;
import org.gradiscope.command.DeepDream;
import org.gradiscope.command.FeatureVisualization;
import org.gradiscope.command.SaliencyMap;
import org.gradiscope.engine.Prediction.ClassScore;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.FeatureVisualizationOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.command.CommandModule;

/** What Java programs get with the embedded network is, number by number, what the commands give. */
class SameAsTheCommandsTest {

	private static final int SIDE = 48;
	private static final ValueRange RANGE = ValueRange.EIGHT_BIT;

	private static Fiji fiji;
	private static Gradiscope gradiscope;
	private static float[] values;

	@BeforeAll
	static void start() {
		fiji = new Fiji();
		gradiscope = Gradiscope.open("micropatterns");
		final float[] colours = Micropatterns.draw(Pattern.VESICLES, SIDE, 1).values().data();
		values = new float[SIDE * SIDE];
		for (int i = 0; i < values.length; i++)
			values[i] = colours[colours.length / values.length * i];
	}

	@AfterAll
	static void dispose() {
		gradiscope.close();
		fiji.close();
	}

	private static Img<FloatType> image() {
		return ArrayImgs.floats(values.clone(), SIDE, SIDE);
	}

	/** In 32 bits nothing is rounded. */
	private static ImagePlus picture() {
		final ImagePlus picture =
			new ImagePlus("drawn", new FloatProcessor(SIDE, SIDE, values.clone()));
		picture.setDisplayRange(RANGE.min(), RANGE.max());
		return picture;
	}

	private static void assertSame(final ImagePlus expected, final Img<FloatType> actual) {
		final float[] pixels = new float[SIDE * SIDE];
		int i = 0;
		for (final FloatType pixel : Views.flatIterable(actual))
			pixels[i++] = pixel.get();
		assertArrayEquals((float[]) expected.getProcessor().getPixels(), pixels);
	}

	@Test
	void predictions() throws Exception {
		final ClassScore best = gradiscope.classify(image(), RANGE).ranked(1).get(0);
		final var table = Fiji.table(fiji.run(Classify.class, "input", picture()));
		assertEquals(table.getStringValue("label", 0), best.label());
		assertEquals(table.getValue("logit", 0), best.logit());
	}

	@Test
	void saliency() throws Exception {
		for (final GradientMethod method : GradientMethod.values()) {
			final ImagePlus expected = Fiji.image(fiji.run(SaliencyMap.class, "input", picture(),
				"method", method.toString(), "view", "map"));
			assertSame(expected, gradiscope.saliency(image(), RANGE, method));
		}
	}

	@Test
	void dreams() throws Exception {
		assertSame(Fiji.image(fiji.run(DeepDream.class, "input", picture())),
			gradiscope.dream(image(), RANGE));
		assertSame(
			Fiji.image(
				fiji.run(DeepDream.class, "input", picture(), "layers", "conv4", "octaves", 2, "steps", 3)),
			gradiscope.dream(image(), RANGE, DeepDreamOptions.of("conv4").withOctaves(2).withSteps(3)));
	}

	@Test
	void features() throws Exception {
		final ColorProcessor expected = (ColorProcessor) Fiji
			.image(fiji.run(FeatureVisualization.class, "channel", "1", "size", SIDE, "steps", 5))
			.getProcessor();
		final Img<FloatType> feature = gradiscope.feature("auto", 1,
			FeatureVisualizationOptions.standard().withSize(SIDE).withSteps(5));
		for (int channel = 0; channel < 3; channel++) {
			final byte[] levels = expected.getChannel(channel + 1);
			int i = 0;
			for (final FloatType value : Views.flatIterable(Views.hyperSlice(feature, 2, channel)))
				assertEquals(Math.round(value.get()), levels[i++] & 0xff);
		}
	}

	@Test
	void perturbations() throws Exception {
		assertSame(
			Fiji.image(
				fiji.run(AdversarialPerturbation.class, "input", picture(), "epsilon", "4", "steps", 5)),
			gradiscope.perturb(image(), RANGE, Pgd.of(new Bound(Norm.LINF, 4)).withSteps(5)));
		assertSame(
			Fiji.image(fiji.run(AdversarialPerturbation.class, "input", picture(), "epsilon", "4",
				"method", "fgsm", "target", "tissue")),
			gradiscope.perturb(image(), RANGE, AttackMethods.FGSM.usual(4), "tissue"));
	}

	/** As saved: in 8 bits the same grey levels and the same verdict. */
	@Test
	void perturbationsOfIntegers() throws Exception {
		for (int i = 0; i < values.length; i++)
			values[i] = Math.round(values[i]);
		for (final double epsilon : new double[] { 1, 12 }) {
			final CommandModule module = fiji.run(AdversarialPerturbation.class, "input",
				new ImagePlus("drawn", picture().getProcessor().convertToByte(false)), "epsilon",
				String.valueOf(epsilon), "steps", 5);
			final PerturbedImage perturbed = gradiscope.perturb(image(), RANGE, PixelFormat.UINT8,
				Pgd.of(new Bound(Norm.LINF, epsilon)).withSteps(5));
			int i = 0;
			for (final FloatType pixel : Views.flatIterable(perturbed.image()))
				assertEquals(Fiji.image(module).getProcessor().get(i++), pixel.get());
			assertEquals(Fiji.table(module).getStringValue("success", 0),
				String.valueOf(perturbed.success()));
			assertEquals(Fiji.table(module).getValue("l2", 0), perturbed.outcome().saved().l2());
		}
	}
}
