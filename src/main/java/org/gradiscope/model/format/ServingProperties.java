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

package org.gradiscope.model.format;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelException;

/**
 * DJL's {@code serving.properties} beside a model, as the {@code ImageClassificationTranslator} of
 * DJL 0.36 reads it. Keys may begin with {@code option.}.
 * <ul>
 * <li>{@code option.modelName}: the name. {@code engine}: TensorFlow or OnnxRuntime, if anything.</li>
 * <li>{@code width} and {@code height}, 224 where they are left out and needed; {@code resize},
 * {@code resizeShort}, {@code centerCrop}, {@code centerFit}, {@code pad}: the size, and how an
 * image is fitted to it ({@link ServingSize}).</li>
 * <li>{@code flag}: {@code GRAYSCALE} or {@code COLOR} (the default), which is RGB.</li>
 * <li>{@code toTensor} (the default): 8-bit values are divided by 255; without, they stay
 * 0..255.</li>
 * <li>{@code normalize}: {@code true} for ImageNet's mean and standard deviation of 1, or three means and
 * three standard deviations. Then {@code range}: {@code 0,1} divides by 255 (once more), {@code -1,1}
 * divides by 128 and subtracts 1.</li>
 * <li>{@code synset}: the labels, parted by commas; {@code synsetFileName}: their file.</li>
 * <li>{@code applySoftmax}: a note.</li>
 * </ul>
 * A file that has none of the keys of images, no {@code application} of image classification and
 * not DJL's own translator says nothing of the preprocessing.
 */
public final class ServingProperties {

	/** The name of the file. */
	public static final String FILE = "serving.properties";

	private static final List<String> ENGINES = List.of("tensorflow", "onnxruntime");

	private static final List<String> OF_IMAGES = List.of("width", "height", "resize", "resizeShort",
		"centerCrop", "centerFit", "pad", "flag", "toTensor", "normalize", "range");

	private final Map<String, String> values;
	private final Description known;
	private final DescriptionBuilder facts;

	private ServingProperties(final Map<String, String> values, final Description known,
		final DescriptionBuilder facts) {
		this.values = values;
		this.known = known;
		this.facts = facts;
	}

	/**
	 * @param text the file's content
	 * @param where the file's name, for messages and as the source of the facts
	 * @param folder where the file with the labels is
	 * @param known what is known already, which the file cannot change
	 * @return that, and what the file says besides
	 * @throws ModelException if it is for another engine, or a key's value cannot be read
	 */
	public static Description describe(final String text, final String where, final Path folder,
		final Description known) {
		return TextFiles.parsed(where, text, properties -> {
			final DescriptionBuilder facts = new DescriptionBuilder(where);
			new ServingProperties(values(properties), known, facts).read(folder);
			return facts.under(known);
		});
	}

	private static Map<String, String> values(final String text) {
		final Properties properties = new Properties();
		try {
			properties.load(new StringReader(text));
		}
		catch (final IOException e) {
			throw new IllegalStateException("A text in memory can be read.", e);
		}
		final Map<String, String> values = new TreeMap<>();
		properties.stringPropertyNames().forEach(
			key -> values.put(key.replaceFirst("^option\\.", ""), properties.getProperty(key).strip()));
		return values;
	}

	private void read(final Path folder) {
		final String engine = values.getOrDefault("engine", "TensorFlow");
		if (!ENGINES.contains(engine.toLowerCase(Locale.ROOT)))
			throw new IllegalArgumentException("The model is for the engine " + engine +
				", but networks of TensorFlow, Keras and ONNX are run; export it to ONNX (docs/models.md).");
		facts.add(Fact.NAME, values.get("modelName"));
		if (values.containsKey("applySoftmax")) facts.note("apply-softmax", values.get("applySoftmax"));
		labels(folder);
		if (isOfImages()) input();
	}

	private void labels(final Path folder) {
		if (known.has(Fact.LABELS)) return;
		if (values.containsKey("synsetFileName")) facts.add(Fact.LABELS,
			LabelFiles.read(TextFiles.beside(folder, values.get("synsetFileName"))),
			values.get("synsetFileName"));
		else if (values.containsKey("synset"))
			facts.add(Fact.LABELS, new Labels(ServingNumbers.parts(values.get("synset"))));
	}

	private boolean isOfImages() {
		final String translator =
			values.getOrDefault("translatorFactory", values.getOrDefault("translator", ""));
		if (!translator.isEmpty())
			return translator.startsWith("ai.djl.modality.cv.translator.ImageClassificationTranslator");
		return values.getOrDefault("application", "").toLowerCase(Locale.ROOT)
			.endsWith("image_classification") || OF_IMAGES.stream().anyMatch(values::containsKey);
	}

	private void input() {
		final Channels channels = channels();
		if (!known.has(Fact.CHANNELS)) facts.add(Fact.CHANNELS, channels, values.containsKey("flag")
			? facts.source() : "assumed: " + facts.source() + " leaves 'flag' out, and DJL gives colour");
		if (!known.has(Fact.SIZE) || !known.has(Fact.FIT)) ServingSize.add(values, facts);
		if (!ScalingSteps.isKnown(known))
			scaling(known.get(Fact.CHANNELS).orElse(channels)).addTo(facts, facts.source());
	}

	private Channels channels() {
		final String flag = values.getOrDefault("flag", "COLOR");
		if (flag.equals("COLOR")) return Channels.RGB;
		if (flag.equals("GRAYSCALE")) return Channels.GREY;
		throw new IllegalArgumentException(
			"The key 'flag' is '" + flag + "', but is one of [COLOR, GRAYSCALE].");
	}

	private ScalingSteps scaling(final Channels channels) {
		final ScalingSteps scaling =
			new ScalingSteps(channels.count(), 0, isTrue("toTensor", "true") ? 1 : 255);
		final List<double[]> normalize =
			ServingNumbers.normalize(values.getOrDefault("normalize", "false"), channels.count());
		if (!normalize.isEmpty()) scaling.normalize(normalize.get(0), normalize.get(1));
		final String range = values.getOrDefault("range", "");
		if (range.equals("0,1"))
			scaling.normalize(ServingNumbers.same(0, channels), ServingNumbers.same(255, channels));
		else if (range.equals("-1,1"))
			scaling.normalize(ServingNumbers.same(128, channels), ServingNumbers.same(128, channels));
		return scaling;
	}

	private boolean isTrue(final String key, final String otherwise) {
		return Boolean.parseBoolean(values.getOrDefault(key, otherwise));
	}
}
