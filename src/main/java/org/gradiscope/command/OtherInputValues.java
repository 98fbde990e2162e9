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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.NumbersFile;
import org.gradiscope.model.OtherInput;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/** What the key {@code alsoinput} gives to a network besides the image. */
final class OtherInputValues {

	private static final String KEY = "alsoinput";
	private static final String SEPARATOR = ";";

	/** The weights of red, green and blue in grey (ITU-R BT.601). */
	private static final float[] LUMA = { 0.2989f, 0.5870f, 0.1140f };

	private final ModelDescriptor network;
	private final Consumer<String> say;

	private OtherInputValues(final ModelDescriptor network, final Consumer<String> say) {
		this.network = network;
		this.say = say;
	}

	/**
	 * By the names of the inputs; nothing where the text is blank.
	 *
	 * @param say told what is converted, a line each
	 * @throws IllegalArgumentException if it does not give what the network takes
	 */
	static Map<String, Tensor> of(final String text, final ModelDescriptor network,
		final Consumer<String> say) {
		final OtherInputValues values = new OtherInputValues(network, say);
		final Map<String, Tensor> given = new LinkedHashMap<>();
		for (final String part : text.split(SEPARATOR))
			if (!part.isBlank()) {
				final OtherInput input = values.input(part.strip());
				given.put(input.name(), values.value(input, without(input.name(), part.strip())));
			}
		return given;
	}

	/** That which a part names, or else the only one. */
	private OtherInput input(final String part) {
		final List<OtherInput> all = network.ends().inputs();
		return all.stream().filter(input -> isNamed(input.name(), part)).findFirst()
			.or(() -> all.stream().filter(input -> all.size() == 1).findFirst())
			.orElseThrow(() -> new IllegalArgumentException(
				"The key '" + KEY + "' is '" + part + "', but " + network.name() +
					(all.isEmpty() ? " takes nothing besides the image; leave it out."
						: " takes several inputs besides the image, so each is written as name: value, of " +
							all.stream().map(input -> input.name() + " (" + input + ")")
								.collect(Collectors.joining(", ")) +
							".")));
	}

	private static boolean isNamed(final String name, final String part) {
		return part.startsWith(name) && part.substring(name.length()).strip().startsWith(":");
	}

	private static String without(final String name, final String part) {
		return isNamed(name, part) ? part.substring(part.indexOf(':', name.length()) + 1).strip()
			: part;
	}

	private Tensor value(final OtherInput input, final String text) {
		try {
			return input.value(NumbersFile.numbers(text));
		}
		catch (final NumberFormatException e) {
			if (NumbersFile.is(text) && text.indexOf('\0') < 0 && Files.isRegularFile(Path.of(text)))
				return input.value(NumbersFile.read(Path.of(text)));
			if (input.isImage()) return image(input, text);
			throw new IllegalArgumentException("The key '" + KEY + "' is '" + text +
				"', but the input '" + input.name() + "' of " + network.name() + " takes " + input +
				"; give them with commas, one for all, or the path of a file of them (.csv, .txt).", e);
		}
	}

	/** As the first image is seen: its range, its size, its channels. */
	private Tensor image(final OtherInput input, final String text) {
		final Pixels pixels = ImageLookup.pixels(text, say);
		final boolean first = network.preprocessing().axes().charAt(1) == 'c';
		final int[] sides = { input.axes().get(first ? 1 : 0), input.axes().get(first ? 2 : 1) };
		final int channels = input.axes().get(first ? 0 : 2);
		final Tensor sized = sides[0] < 0 || sides[1] < 0 ? pixels.values()
			: Resize.to(pixels.values(), sides[0], sides[1]);
		if (network.preprocessing().standardization() != Standardization.NONE ||
			channels != 1 && channels != 3)
			throw new IllegalArgumentException("The input '" + input.name() + "' of " + network.name() +
				" takes " + input + ", which no image can be made to fit; give a file of numbers (.csv).");
		final int height = sized.shape().dimension(1);
		final int width = sized.shape().dimension(2);
		say.accept("The image '" + text + "' is given to the input '" + input.name() + "' as " + width +
			"x" + height + " pixels in " + network.preprocessing().range() + ", as the first one is.");
		return input.value(laidOut(prepared(sized, pixels, channels), height * width, channels, first));
	}

	/** Pixel by pixel, in the numbers that the network takes. */
	private float[] prepared(final Tensor image, final Pixels from, final int channels) {
		final Preprocessing as = network.preprocessing();
		final int given = image.shape().dimension(3);
		final float[] prepared = new float[image.size() / given * channels];
		for (int i = 0; i < prepared.length; i++) {
			final float unit = (level(image.data(), i / channels * given, given, i % channels, channels) -
				from.range().min()) / from.range().extent();
			final float value = as.range().min() + unit * as.range().extent();
			prepared[i] = as.channels().count() != channels ? value
				: (value - as.mean().get(i % channels)) / as.deviation().get(i % channels);
		}
		return prepared;
	}

	private static float level(final float[] image, final int pixel, final int given,
		final int channel, final int channels) {
		if (given == 1) return image[pixel];
		return channels == 3 ? image[pixel + channel]
			: LUMA[0] * image[pixel] + LUMA[1] * image[pixel + 1] + LUMA[2] * image[pixel + 2];
	}

	private static float[] laidOut(final float[] image, final int pixels, final int channels,
		final boolean channelsFirst) {
		if (!channelsFirst) return image;
		final float[] planes = new float[image.length];
		for (int i = 0; i < image.length; i++)
			planes[i % channels * pixels + i / channels] = image[i];
		return planes;
	}
}
