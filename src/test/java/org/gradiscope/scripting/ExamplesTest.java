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
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.gradiscope.cli.Main;
import org.gradiscope.command.DeepDream;
import org.gradiscope.command.SaliencyMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.script.ScriptService;

/** The files of docs/examples do what the commands do. */
class ExamplesTest {

	static final Path EXAMPLES = Path.of("docs", "examples");

	private static Fiji fiji;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() {
		fiji = new Fiji();
		MacroCommand.install(fiji);
	}

	@AfterAll
	static void dispose() {
		MacroCommand.uninstall();
		fiji.close();
	}

	/** 96x96 pixels: scripts are run here, not networks. */
	@BeforeEach
	void writeImage() {
		final ImagePlus nuclei = IJ.openImage("test-images/nuclei-8bit.tif");
		nuclei.setRoi(100, 100, 96, 96);
		IJ.saveAs(nuclei.crop(), "Tiff", image());
	}

	private String image() {
		return folder.resolve("nuclei.tif").toString();
	}

	private static String example(final String name) {
		return EXAMPLES.resolve(name).toString();
	}

	/** Where the result goes. */
	private String result() {
		return folder.resolve("result.tif").toString();
	}

	private ImagePlus written() {
		assertTrue(Files.exists(Path.of(result())), "nothing was saved");
		return IJ.openImage(result());
	}

	@Test
	void macro() throws Exception {
		IJ.runMacroFile(new File(example("deep-dream.ijm")).getAbsolutePath(),
			image() + "," + result());
		final ImagePlus expected = Fiji.image(fiji.run(DeepDream.class, "input", IJ.openImage(image()),
			"layers", "conv4:1,conv6:2", "octaves", 2, "steps", 5));
		assertArrayEquals((byte[]) expected.getProcessor().getPixels(),
			(byte[]) written().getProcessor().getPixels());
	}

	/** As Fiji's command line runs it. */
	@Test
	void groovy() throws Exception {
		fiji.commandLine("--run", example("saliency.groovy"),
			"input='" + image() + "',target='bacteria',file='" + result() + "'");
		final ImagePlus expected = Fiji.image(fiji.run(SaliencyMap.class, "input",
			IJ.openImage(image()), "method", "gradient", "target", "bacteria", "view", "map"));
		assertArrayEquals((float[]) expected.getProcessor().getPixels(),
			(float[]) written().getProcessor().getPixels());
	}

	/** As Fiji's script editor runs it on the open image. */
	@Test
	void jython() throws Exception {
		final ImagePlus image = IJ.openImage(image());
		fiji.context().service(ScriptService.class)
			.run(new File(example("perturb.py")), true, "input", image, "epsilon", 3.0, "file", result())
			.get();
		final byte[] before = (byte[]) image.getProcessor().getPixels();
		final byte[] after = (byte[]) written().getProcessor().getPixels();
		int largest = 0;
		for (int i = 0; i < before.length; i++)
			largest = Math.max(largest, Math.abs((after[i] & 0xff) - (before[i] & 0xff)));
		assertEquals(3, largest);
	}

	@Test
	void java() throws Exception {
		assertEquals(0,
			ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp",
				System.getProperty("java.class.path"), "-d", folder.toString(),
				example("DreamExample.java")));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() })) {
			loader.loadClass("DreamExample").getMethod("main", String[].class).invoke(null,
				(Object) new String[] { image(), result() });
		}
		final ImagePlus rounded = Fiji
			.image(fiji.run(DeepDream.class, "input", IJ.openImage(image()), "octaves", 2, "steps", 5));
		final ImagePlus dream = written();
		for (int i = 0; i < dream.getProcessor().getPixelCount(); i++)
			assertEquals(rounded.getProcessor().getf(i), dream.getProcessor().getf(i), 0.501);
	}

	@Test
	void commandLine() throws IOException {
		for (final String line : Files.readAllLines(EXAMPLES.resolve("command-line.sh"))) {
			final String[] words =
				line.replace("output=", "output=" + folder + File.separator).split(" ");
			assertEquals("scripts/gradiscope", words[0]);
			final ByteArrayOutputStream out = new ByteArrayOutputStream();
			final ByteArrayOutputStream err = new ByteArrayOutputStream();
			assertEquals(Main.DONE, Main.run(Stream.of(words).skip(1).toArray(String[]::new),
				new PrintStream(out), new PrintStream(err)), err::toString);
			assertTrue(Files.size(Path.of(out.toString().trim())) > 0, out::toString);
		}
	}

	/** Not run: PyImageJ needs a Fiji. But it is Python 3. */
	@Test
	void pyimagejIsPython() throws Exception {
		final Process python;
		try {
			python =
				new ProcessBuilder("python3", "-c", "import ast, sys; ast.parse(open(sys.argv[1]).read())",
					example("classify_pyimagej.py")).inheritIO().start();
		}
		catch (final IOException e) {
			assumeTrue(false, "skipped: there is no python3 on the path");
			return;
		}
		assertEquals(0, python.waitFor());
	}
}
