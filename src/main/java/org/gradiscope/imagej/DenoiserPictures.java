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

package org.gradiscope.imagej;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.math.BigDecimal;
import java.util.List;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/** Images as they are, attacked, and as a denoiser shows them to the network behind it. */
public final class DenoiserPictures {

	/** Of a name, in a caption below a small tile. */
	private static final int LONGEST = 16;
	private static final int LEVELS = 255;

	private DenoiserPictures() {}

	/**
	 * A sheet for each image: clean, attacked, denoised, and around middle grey what the denoiser took out;
	 * beneath the first three what is then said of them. What was taken out is amplified so that the most of it, in
	 * all sheets, is black or white; the factor stands beneath it.
	 *
	 * @param bare the network alone, which says what the first two are
	 * @param behind the same behind a denoiser
	 * @param attacked as many as there are clean ones
	 * @param names of the images
	 */
	public static ImagePlus of(final Network bare, final Network behind, final Pixels clean,
		final Pixels attacked, final List<String> names, final String title) {
		final Pixels denoised = denoised(behind, attacked);
		final TileMontage sheets = new TileMontage(4, clean.width(), clean.height(), 2, Color.BLACK);
		final List<Prediction> said = Prediction.of(bare, clean);
		final List<Prediction> fooled = Prediction.of(bare, attacked);
		final List<Prediction> saved = Prediction.of(behind, attacked);
		final Tensor taken =
			shown(attacked, denoised.channels()).plus(shown(denoised, denoised.channels()), -1);
		final double most = largest(taken);
		final BigDecimal factor = most == 0 ? BigDecimal.ONE : MidGreyImage.factor(most);
		for (int n = 0; n < clean.count(); n++)
			sheets.add(names.get(n),
				List.of(rgb(shown(clean.item(n), clean.channels())),
					rgb(shown(attacked.item(n), attacked.channels())),
					rgb(shown(denoised.item(n), denoised.channels())),
					rgb(MidGreyImage.shifted(taken.item(n), factor.doubleValue()))),
				List.of(caption("clean", said.get(n)), caption("attacked", fooled.get(n)),
					caption("denoised", saved.get(n)), "taken out\nx " + factor.toPlainString()));
		return sheets.image(title);
	}

	private static double largest(final Tensor values) {
		double largest = 0;
		for (final float value : values.data())
			largest = Math.max(largest, Math.abs(value));
		return largest;
	}

	private static String caption(final String what, final Prediction said) {
		final String label = said.score(said.best()).label();
		return what + "\n" + label.substring(0, Math.min(LONGEST, label.length()));
	}

	private static ImageProcessor rgb(final Tensor levels) {
		return (levels.shape().dimension(3) == 3 ? PixelType.RGB : PixelType.GREY_8).processor(levels)
			.convertToRGB();
	}

	/** In 0..255; grey is copied to as many channels as a picture beside it has, others than colours are one. */
	private static Tensor shown(final Pixels image, final int beside) {
		final int own = image.channels();
		final int wanted = Math.max(own, beside) == 3 ? 3 : 1;
		final Tensor shown =
			Tensor.zeros(Shape.of(image.count(), image.height(), image.width(), wanted));
		for (int i = 0; i < shown.size(); i++) {
			final int channel = own == 3 ? i % wanted : 0;
			final float value = image.values().data()[i / wanted * own + channel];
			shown.data()[i] = LEVELS * (value - image.range().min()) / image.range().extent();
		}
		return shown;
	}

	/** What the network behind a denoiser sees of images, in their own grey levels and at their size. */
	private static Pixels denoised(final Network behind, final Pixels images) {
		final Preprocessing p = behind.descriptor().preprocessing();
		final Tensor seen = behind.activation(images, "denoised");
		final int drawn = p.channels().drawn();
		final int channels = seen.shape().dimension(3);
		final Tensor levels = Tensor.zeros(seen.shape().with(3, drawn));
		for (int i = 0; i < levels.size(); i++) {
			final int c = p.channels().equals(Channels.BGR) ? 2 - i % drawn : i % drawn;
			final float value =
				seen.data()[i / drawn * channels + c] * p.deviation().get(c) + p.mean().get(c);
			final float unit = (value - p.range().min()) / p.range().extent();
			levels.data()[i] = images.range().min() + unit * images.range().extent();
		}
		if (p.standardization().kind() != Standardization.Kind.NONE) unstandardize(levels, images);
		return images.with(Resize.to(levels, images.sides()));
	}

	/** In place: a scaling by each image's own statistics is undone by giving it the mean and deviation that it had. */
	private static void unstandardize(final Tensor levels, final Pixels images) {
		for (int n = 0; n < images.count(); n++) {
			final double[] own = statistics(levels.item(n));
			final double[] wanted = statistics(images.values().item(n));
			final int length = levels.size() / images.count();
			for (int i = n * length; i < (n + 1) * length; i++)
				levels.data()[i] = (float) (wanted[0] +
					(levels.data()[i] - own[0]) * wanted[1] / Math.max(own[1], Float.MIN_NORMAL));
		}
	}

	/** Mean and deviation. */
	private static double[] statistics(final Tensor values) {
		double sum = 0;
		double squares = 0;
		for (final float value : values.data()) {
			sum += value;
			squares += (double) value * value;
		}
		final double mean = sum / values.size();
		return new double[] { mean, Math.sqrt(Math.max(0, squares / values.size() - mean * mean)) };
	}
}
