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

package org.gradiscope.packaging;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

import org.gradiscope.cli.Main;

/**
 * An application that runs Gradiscope's commands and then looks around as another of its plugins would:
 * {@code IMAGE MODEL FOLDER}. Writes the results and {@code report.txt} into the folder.
 */
public final class ApplicationProbe {

	private static final ClassLoader APPLICATION = ApplicationProbe.class.getClassLoader();

	/** One for each library that reads them; large enough for the embedded network. */
	static final List<String> FILES = List.of("lzw-long.tif", "bigtiff-float-tiles.tif",
		"jpeg-tiles.tif", "colour.jpg", "cmyk.jpg", "bilevel-large.tif");

	/** Of other formats, one for each library that reads them. */
	static final List<String> NETWORKS = List.of("tiny.onnx", "tiny.keras", "tiny.h5");

	private ApplicationProbe() {}

	public static void main(final String... arguments) throws Exception {
		final String image = "input=" + arguments[0];
		final Path folder = Path.of(arguments[2]);
		run("classify", image, output(folder, "classes.csv"));
		run("classify", image, "model=" + arguments[1], output(folder, "archived.csv"));
		for (final String name : NETWORKS)
			run("classify", image, "model=" + Path.of(arguments[1]).resolveSibling(name),
				output(folder, name + ".csv"));
		run("saliency-map", image, output(folder, "saliency.tif"));
		run("deep-dream", image, "steps=2", "octaves=2", output(folder, "dream.tif"));
		run("feature-visualization", "steps=3", "size=32", output(folder, "visualization.tif"));
		for (final String name : FILES)
			run("classify", "input=" + Path.of("src/test/resources/org/gradiscope/imagej/file", name),
				output(folder, name + ".csv"));
		Files.write(folder.resolve("report.txt"), report());
		System.exit(0);
	}

	private static String output(final Path folder, final String file) {
		return "output=" + folder.resolve(file);
	}

	private static void run(final String... arguments) throws IOException {
		try (PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream())) {
			if (Main.run(arguments, nowhere, System.err) != Main.DONE) System.exit(1);
		}
	}

	private static List<String> report() {
		final List<String> lines = new ArrayList<>();
		for (final String name : List.of("org.tensorflow.TensorFlow", "org.tensorflow.proto.GraphDef",
			"com.google.protobuf.Message", "org.bytedeco.javacpp.Loader", "ai.djl.engine.Engine",
			"ai.djl.tensorflow.engine.TfEngine", "com.google.gson.Gson", "com.sun.jna.Native",
			"org.slf4j.LoggerFactory", "org.yaml.snakeyaml.Yaml", "io.airlift.compress.Decompressor",
			"com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi"))
			lines.add(name + "=" + home(name));
		lines.add("message=" + message());
		for (final String name : List.of("TENSORFLOW_LIBRARY_PATH", "ai.djl.offline",
			"OPT_OUT_TRACKING", "org.bytedeco.javacpp.platform.preloadpath",
			"org.bytedeco.javacpp.maxBytes", "org.bytedeco.javacpp.maxPhysicalBytes"))
			lines.add(name + "=" + System.getProperty(name));
		lines.add("context=" + (Thread.currentThread().getContextClassLoader() == APPLICATION));
		return lines;
	}

	/** The name of the jar that the application has a class from. */
	private static String home(final String name) {
		try {
			final CodeSource source =
				Class.forName(name, false, APPLICATION).getProtectionDomain().getCodeSource();
			return Path.of(source.getLocation().getPath()).getFileName().toString();
		}
		catch (final ClassNotFoundException e) {
			return "none";
		}
	}

	/** What TensorFlow 1's own GraphDef becomes in bytes and back. */
	private static String message() {
		try {
			final Class<?> type = Class.forName("org.tensorflow.framework.GraphDef", true, APPLICATION);
			final Object empty = type.getMethod("getDefaultInstance").invoke(null);
			final byte[] bytes = (byte[]) type.getMethod("toByteArray").invoke(empty);
			return String
				.valueOf(type.getMethod("parseFrom", byte[].class).invoke(null, bytes).equals(empty));
		}
		catch (final ReflectiveOperationException e) {
			return String.valueOf(e.getCause() == null ? e : e.getCause());
		}
	}
}
